/**
 * Conversations of a desktop application's user, in the envelope of its data directory.
 */
export interface ConversationHistoryFile {
    /**
     * Version of this file's form; the version inside data repeats it.
     */
    version: '1.0.0';
    /**
     * When the file was written, in milliseconds since the epoch.
     */
    timestamp: number;
    /**
     * The history.
     */
    data: {
        /**
         * Repeats the version of the file.
         */
        version: '1.0.0';
        /**
         * The conversations, oldest first.
         */
        conversations: ConversationEntry[];
        /**
         * Totals over all conversations.
         */
        metadata: {
            /**
             * How many conversations there are.
             */
            totalCount: number;
            /**
             * When a conversation last changed, in milliseconds since the epoch.
             */
            lastUpdated: number;
            /**
             * Tokens that all conversations took.
             */
            totalTokens: number | bigint;
        };
    };
}
/**
 * One conversation. Members beyond those named here belong to the application.
 */
export interface ConversationEntry {
    /**
     * Name of the conversation, unique in the file.
     */
    id: string;
    /**
     * What the list of conversations shows.
     */
    title?: string;
    /**
     * When the conversation began, in milliseconds since the epoch.
     */
    timestamp?: number;
    /**
     * What was said, oldest first.
     */
    messages?: Message[];
    /**
     * Tokens that the conversation took.
     */
    tokens?: number | bigint;
}
/**
 * One message. Members beyond those named here belong to the application.
 */
export interface Message {
    /**
     * Who speaks: user, assistant, system, tool.
     */
    role?: string;
    /**
     * What was said: text, or parts.
     */
    content?: unknown;
    /**
     * When it was said, in milliseconds since the epoch.
     */
    timestamp?: number;
    /**
     * Tokens that the message took.
     */
    tokens?: number | bigint;
}
