/**
 * A file that came with a multipart form.
 *
 * It is written to a temporary place while the request is read and removed when the request is over; `conn.saveUpload` keeps it.
 *
 * @see Plug.Upload
 */
export class Upload {
  constructor(
    /** Name the client gave the file. Never use it as a path. */
    readonly filename: string,
    /** Media type the client gave the file; `application/octet-stream` when it gave none. */
    readonly contentType: string,
    /** Where the bytes are, on the file system of the platform. */
    readonly path: string,
  ) {}
}
