// File systems of the test's own, seen by the product alone: they are gone when it ends.

/** Root mounts as it is; everybody else in a user namespace. */
const unshare = process.getuid() === 0 ? ["unshare", "--mount"] : ["unshare", "--user", "--map-root-user", "--mount"];

const inMount = (mount, folder) => [...unshare, "bash", "-c", `${mount} && exec "$@"`, folder];

/** The folder is a small disk. */
export const smallDisk = (folder, megabytes) => inMount(`mount -t tmpfs -o size=${megabytes}m tmpfs "$0"`, folder);

/** The folder can be read only. */
export const readOnly = (folder) => inMount('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"', folder);

/** The way to a path as the product sees it. */
export const seenBy = (product, path) => `/proc/${product.pid}/root${path}`;
