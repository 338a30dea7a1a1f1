/**
 * Widgets on the grid of a desktop application, in the envelope of its data directory.
 */
export interface GridLayoutFile {
    /**
     * Version of this file's form; the version inside data repeats it.
     */
    version: '1.0.0';
    /**
     * When the file was written, in milliseconds since the epoch.
     */
    timestamp: number;
    /**
     * The layout.
     */
    data: {
        /**
         * Repeats the version of the file.
         */
        version: '1.0.0';
        /**
         * When the layout was last changed, in milliseconds since the epoch.
         */
        timestamp: number;
        /**
         * Where each widget stands, by the name of its instance.
         */
        layout: {
            [k: string]: LayoutItem;
        };
        /**
         * The widgets, by name.
         */
        instances: {
            [k: string]: WidgetInstance;
        };
        /**
         * What people call the layout.
         */
        metadata: {
            /**
             * Name of the layout.
             */
            name: string;
            /**
             * What the layout is for.
             */
            description?: string;
            /**
             * Words to find the layout by.
             */
            tags: string[];
        };
    };
}
/**
 * Place and size on the grid. Members beyond those named here belong to the grid.
 */
export interface LayoutItem {
    /**
     * Column of the left edge, from 0.
     */
    x: number | bigint;
    /**
     * Row of the upper edge, from 0.
     */
    y: number | bigint;
    /**
     * Width in columns.
     */
    w: number | bigint;
    /**
     * Height in rows.
     */
    h: number | bigint;
    /**
     * Smallest width.
     */
    minW?: number | bigint;
    /**
     * Smallest height.
     */
    minH?: number | bigint;
    /**
     * Largest width.
     */
    maxW?: number | bigint;
    /**
     * Largest height.
     */
    maxH?: number | bigint;
    /**
     * True for an item that cannot be moved.
     */
    static?: boolean;
}
/**
 * A widget on the grid. Members beyond those named here belong to the widget.
 */
export interface WidgetInstance {
    /**
     * Which widget it is.
     */
    type: string;
    /**
     * What stands above it.
     */
    title?: string;
    /**
     * The widget's own settings.
     */
    config?: {
        [k: string]: unknown;
    };
}
