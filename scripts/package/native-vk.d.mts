/** Whether the compiler is there: Debian's golang-go. */
export declare function hasGo(): boolean;
/** Compiles `vk` beside the `vk.mjs` in `folder`, which does what it leaves undone; gives its path. */
export declare function buildNativeVk(folder: string): string;
