/**
 * What npm wrote down about one package: an entry of `package-lock.json`, or of the record that npm keeps of
 * what it has put into `node_modules`.
 *
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean }} Entry
 * @typedef {{ packages?: Record<string, Entry> }} Lock
 */

/**
 * Names the packages that the lock file asks for and that are not installed in that version.
 *
 * npm's own record (`node_modules/.package-lock.json`, written when an installation is complete) serves as the
 * stamp: it is there after `npm ci` by hand as well, and it tells a production install from a whole one.
 * A package for another platform is optional, and npm leaves it out: that is no lack, another version is.
 *
 * @param {Lock} lock
 * @param {Lock | undefined} record  undefined where nothing is installed
 * @param {{ dev: boolean }} need  whether packages for development count
 * @returns {string[]} `name@version`
 */
export function missingPackages(lock, record, need) {
  /** @type {string[]} */
  const missing = [];
  for (const [path, wanted] of Object.entries(lock.packages ?? {})) {
    if (path === '' || (isForDevelopment(wanted) && !need.dev)) continue;
    const present = record?.packages?.[path];
    const mayBeAbsent = wanted.optional === true || wanted.devOptional === true;
    if (present === undefined ? mayBeAbsent && record !== undefined : present.version === wanted.version)
      continue;
    missing.push(`${path.slice(path.lastIndexOf('node_modules/') + 13)}@${wanted.version}`);
  }
  return missing;
}

/** @param {Entry} entry */
function isForDevelopment(entry) {
  return entry.dev === true || entry.devOptional === true;
}

/**
 * Names the optional packages that locked packages ask for and that the lock file has no entry for.
 *
 * @param {{ packages: Record<string, Entry & { optionalDependencies?: Record<string, string> }> }} lock
 */
export function unlockedPackages(lock) {
  const unlocked = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isLocked(lock, path, name)) unlocked.push({ name, version, dev: isForDevelopment(entry) });
    }
  }
  return unlocked;
}

/**
 * Looks where Node would look: in the package's own folder, then in each folder above it.
 *
 * @param {{ packages: Record<string, unknown> }} lock
 * @param {string} from
 * @param {string} name
 * @returns {boolean}
 */
function isLocked(lock, from, name) {
  if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in lock.packages) return true;
  if (from === '') return false;
  return isLocked(lock, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}
