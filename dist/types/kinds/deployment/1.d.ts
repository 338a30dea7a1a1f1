/**
 * The resources that an apply tool has made. What a resource is made of is its provider's affair, so members are free; those named here mean the same everywhere.
 */
export type DeploymentState = Resource[];
/**
 * One resource.
 */
export interface Resource {
    /**
     * Id of the resource, by its provider; integers keep every digit.
     */
    id?: string | number | bigint;
    /**
     * Type of the resource.
     */
    type?: string;
    /**
     * Name of the resource in the configuration.
     */
    name?: string;
    /**
     * Who keeps the resource.
     */
    provider?: string;
    /**
     * What the last apply left it as.
     */
    status?: string;
    /**
     * What the resource is made of.
     */
    properties?: {
        [k: string]: unknown;
    };
    /**
     * Names of the resources that must be there first.
     */
    dependsOn?: string[];
    /**
     * When it was made.
     */
    createdAt?: string;
    /**
     * When it was last changed.
     */
    updatedAt?: string;
}
