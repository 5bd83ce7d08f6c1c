// The packages import JSON as bundlers allow it; Node wants to be told that it is JSON.
export async function resolve(specifier, context, next) {
    const resolved = await next(specifier, context);
    return resolved.url.endsWith(".json") ? { ...resolved, importAttributes: { type: "json" } } : resolved;
}
