/** Sentry for compiled languages and for Apple's systems, and the crash reporter that it grew from. */
export const NATIVE_SDK_RULES = String.raw`
family:native function:sentry_* category=telemetry
family:native function:sentry__* category=telemetry
family:native function:*sentry__hook_dispatch_* category=telemetry
family:native function:sentry::* category=telemetry
family:native function:sentry_core::* category=telemetry
family:native function:sentry_panic::* category=telemetry
family:native function:sentry_backtrace::* category=telemetry
family:native function:sentrycrash* category=telemetry
family:native function:SentryCrash* category=telemetry
family:native function:kscrash* category=telemetry
family:native function:kscm_* category=telemetry
family:native function:"?\[Sentry*" category=telemetry
family:native function:"?\[RNSentry*" category=telemetry
family:native function:"?\[KSCrash*" category=telemetry
family:native function:"__*\[Sentry*" category=telemetry

# What else is in their libraries is not of the application, and counts
family:native package:**/Sentry.framework/** -app
family:native package:**/SentryPrivate.framework/** -app
family:native package:**/SentrySwift.framework/** -app
family:native package:**/KSCrash.framework/** -app
family:native package:**/libsentry*.so -app
family:native package:**/sentry*.dll -app
`;
