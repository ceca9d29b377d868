/** Frames of SDKs and engines: those that report, and those that only call. */
export const SDK_RULES = String.raw`
# Sentry for compiled languages and for Apple's systems
family:native function:sentry_* category=telemetry
family:native function:sentry__* category=telemetry
family:native function:sentry::* category=telemetry
family:native function:sentry_core::* category=telemetry
family:native function:sentry_panic::* category=telemetry
family:native function:sentry_backtrace::* category=telemetry
family:native function:sentrycrash* category=telemetry
family:native function:SentryCrash* category=telemetry
family:native function:kscrash* category=telemetry
family:native function:"?\[Sentry*" category=telemetry
family:native function:"__??\[Sentry*" category=telemetry
family:native function:"__??-\[Sentry*" category=telemetry
family:native function:"__*_\[Sentry*" category=telemetry
family:native package:**/Sentry.framework/** category=telemetry
family:native package:**/SentryPrivate.framework/** category=telemetry
family:native package:**/SentrySwift.framework/** category=telemetry
family:native package:**/KSCrash.framework/** category=telemetry
family:native package:**/libsentry*.so category=telemetry
family:native package:**/sentry*.dll category=telemetry

# Unreal Engine
family:native function:USentry* -app -group
family:native function:FSentry* -app -group
family:native function:FGenericPlatformSentry* -app -group
family:native function:FDebug::* category=throw
family:native function:FError::* category=throw
family:native function:FMsg::* category=throw
family:native function:FOutputDevice::Logf* category=throw
family:native function:FOutputDeviceError::* category=throw
family:native function:F*OutputDevice*Error::Serialize category=throw
family:native function:FWindowsErrorOutputDevice::* category=throw
family:native function:ReportCrash category=handler
family:native function:ReportAssert category=throw
family:native function:StaticFailDebug category=throw
family:native function:FRunnableThread* category=threadbase
family:native function:GuardedMain category=threadbase
family:native function:GuardedMainWrapper category=threadbase
family:native function:LaunchWindowsStartup category=threadbase

# Unity
module:Sentry.Unity.* -app -group
module:UnityEngine.* -app
module:UnityEditor.* -app

# Dart and Flutter
path:org-dartlang-sdk:///** -app -group
path:dart:** -app
path:package:flutter/** -app
path:package:sentry/** -app -group
path:package:sentry_*/** -app -group
package:flutter -app
package:sentry -app -group
package:sentry_* -app -group
`;
