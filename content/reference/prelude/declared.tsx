// What only a whole application has: examples that name one of these are compiled, not run.
import type { Child } from "fledge/application";
import type { Upload } from "fledge/conn";
import type { Post } from "./data.tsx";

export declare const Application: Child;
export declare const Blog: { listPosts(): Promise<Post[]> };
export declare const Media: { listVideos(user: object): Promise<{ title: string }[]> };
export declare const VideoHTML: { index(props: { videos: { title: string }[] }): string };
export declare function postFixture(): Promise<Post>;
/** From the parameters of a request. */
export declare const upload: Upload;
