/**
 * What a data extractor saw last, so that it can skip what has not changed. Flat: a further member is a scalar.
 */
export interface ExtractionState {
    /**
     * The oracle whose data were extracted.
     */
    oracle_name: string;
    /**
     * Time of the data, in seconds since the epoch.
     */
    last_updated: number;
    /**
     * The same time for people (RFC 3339).
     */
    last_updated_iso: string;
    /**
     * How many protocols the data held.
     */
    last_protocol_count: number;
    /**
     * Total value secured, in US dollars.
     */
    last_tvs: number | bigint;
    [k: string]: string | boolean | null | number | bigint;
}
