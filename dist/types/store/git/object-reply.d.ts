/** What git says of an object that it was asked for by name. */
export type GitObject = {
    readonly kind: 'object';
    readonly id: string;
    readonly type: ObjectType;
    readonly bytes: Uint8Array;
} | {
    readonly kind: 'too-large';
    readonly id: string;
    readonly type: ObjectType;
    readonly size: number;
}
/** There is no such name, or the object that it means is lost. */
 | {
    readonly kind: 'missing';
}
/** `reason` is a clause. */
 | {
    readonly kind: 'failed';
    readonly reason: string;
};
type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';
/** One answer of `git cat-file --batch`, as its bytes come in. */
export interface Reply {
    take(chunk: Uint8Array): void;
    /** No more will come. */
    fail(reason: string): void;
}
/**
 * Reads the answer to a question for `name`. The content of an object of more than `limit` bytes is let go as it comes, but one of more
 * than `mostLetGo`, which is told of before its content has come.
 */
export declare function createReply(name: string, { limit, mostLetGo }: {
    readonly limit: number;
    readonly mostLetGo: number;
}, settle: (object: GitObject) => void): Reply;
export {};
