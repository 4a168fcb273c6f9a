/*
 * Loaded before a program of our own (`NODE_OPTIONS=--import`): its days are as many ahead as CLOCK_AHEAD_DAYS says, so that
 * a journey may go on after the day on which replies were due. Nothing of the application knows of it.
 */
const ahead = Number(process.env.CLOCK_AHEAD_DAYS ?? '0') * 24 * 60 * 60 * 1000;

globalThis.Date = new Proxy(Date, {
	construct: (target, given, made) =>
		Reflect.construct(target, given.length === 0 ? [target.now() + ahead] : given, made),
	apply: (target) => new target(target.now() + ahead).toString(),
	get: (target, name) => (name === 'now' ? () => target.now() + ahead : Reflect.get(target, name))
});
