import { controller } from "fledge/controller";

export const FileController = controller(
  {},
  {
    show: (conn, { rest }) => conn.text(`File ${[rest].flat().join(" / ")}`),
    upload: (conn, { name }) => conn.text(`Takes the file ${name}`),
  },
);
