/** Frames of SDKs and engines: those that report, and those that only call. */
export const SDK_RULES = `
# Unity
module:Sentry.Unity.* -app -group
module:UnityEngine.* -app
module:UnityEditor.* -app

# Dart and Flutter
path:dart:* -app
path:dart:*/** -app
path:package:flutter/** -app
path:package:sentry/** -app
path:package:sentry_*/** -app
family:other package:flutter -app
family:other package:sentry -app
family:other package:sentry_* -app
family:javascript path:org-dartlang-sdk:///** -app -group
family:javascript module:**/packages/flutter/** -app
# Compiled for Android, the application lies in one library with all that it uses.
family:native package:/data/app/** path:**/*.dart +app
family:javascript,native path:**/.pub-cache/** -app
family:native path:**/packages/flutter/** -app
family:native path:lib/ui/hooks.dart -app
family:native path:lib/ui/platform_dispatcher.dart -app
family:native path:**/third_party/dart/sdk/** -app
family:native package:**/Frameworks/Flutter.framework/** -app
family:native package:**/Frameworks/FlutterMacOS.framework/** -app
family:native function:InvokeDartCode -app
`;
