/** Where compiled code comes from: the application's own bundles, and what belongs to the system. */
export const PLACE_RULES = `
# Apple's applications, on devices, in simulators, in development
family:native package:**/Containers/Bundle/Application/** +app
family:native package:/var/containers/Bundle/Application/** +app
family:native package:/private/var/containers/Bundle/Application/** +app
family:native package:**/Developer/CoreSimulator/Devices/** +app
family:native package:**.app/Contents/** +app
family:native package:/Users/** +app

# Apple's systems, by path and by name alone
family:native package:/System/** category=system
family:native package:/usr/lib/** category=system
family:native package:/usr/libexec/** category=system
family:native package:/Library/Developer/** category=system
family:native package:/Library/Apple/** category=system
family:native package:**/RuntimeRoot/** category=system
family:native package:/private/preboot/** category=system
family:native package:**/Xcode*.app/** category=system
family:native package:dyld* category=system
family:native package:**/dyld_sim category=system
family:native package:libobjc* category=system
family:native package:libsystem* category=system
family:native package:libdispatch.dylib category=system
family:native package:CoreFoundation category=system
family:native package:Foundation category=system
family:native package:CFNetwork category=system
family:native package:CoreData category=system
family:native package:Security category=system
family:native package:GraphicsServices category=system
family:native package:WebKit category=system
family:native package:WebCore category=system
family:native package:JavaScriptCore category=system
family:native package:**/libswift*.dylib category=std
family:native package:**/libc++.1.dylib category=std
family:native package:**/libc++abi.dylib category=std
family:native package:**/UIKit category=ui
family:native package:**/UIKitCore category=ui
family:native package:**/AppKit category=ui
family:native package:**/SwiftUI category=ui
family:native package:**/SwiftUICore category=ui
family:native package:**/QuartzCore category=ui
family:native package:**/HIToolbox category=ui
family:native package:**/AVFoundation category=av
family:native package:**/AVFCore category=av
family:native package:**/AVKit category=av
family:native package:**/CoreMedia category=av
family:native package:**/CoreAudio category=av
family:native package:**/AudioToolbox category=av
family:native package:**/AudioToolboxCore category=av
family:native package:**/MediaToolbox category=av
family:native package:**/VideoToolbox category=av

# Linux
family:native package:/lib/** category=system
family:native package:/lib32/** category=system
family:native package:/lib64/** category=system
family:native package:/usr/lib32/** category=system
family:native package:/usr/lib64/** category=system
family:native package:/snap/** category=system
family:native package:linux-gate.so* category=system
family:native package:linux-vdso.so* category=system
family:native package:**/libc.so* category=system
family:native package:**/libc-2.*.so category=system
family:native package:**/libpthread.so* category=system
family:native package:**/libpthread-2.*.so category=system
family:native package:**/ld-linux*.so* category=system
family:native package:**/libstdc++.so* category=std
family:native package:**/libgcc_s.so* category=std
family:native package:**/libQt?*.so* category=ui
family:native package:**/libgtk-*.so* category=ui
family:native package:**/libgdk-*.so* category=ui

# Android
family:native package:/system/** category=system
family:native package:/system_ext/** category=system
family:native package:/apex/** category=system
family:native package:/vendor/** category=system
family:native package:/data/dalvik-cache/** category=system
family:native package:**/boot*.oat category=system
family:native package:**/libart.so category=system
family:native package:**/libc++_shared.so category=std

# Windows
family:native package:?:/Windows/** category=system
family:native package:ntdll.dll category=system
family:native package:ntdll category=system
family:native package:kernel32.dll category=system
family:native package:kernel32 category=system
family:native package:kernelbase.dll category=system
family:native package:kernelbase category=system
family:native package:user32.dll category=ui
family:native package:**/user32.dll category=ui
family:native package:**/uxtheme.dll category=ui
family:native package:**/comctl32.dll category=ui
family:native package:**/ucrtbase*.dll category=std
family:native package:ucrtbase*.dll category=std
family:native package:**/msvc*.dll category=std
family:native package:msvc*.dll category=std
family:native package:**/vcruntime*.dll category=std
family:native package:vcruntime*.dll category=std
family:native package:**/Qt?*.dll category=ui

# Drivers of graphics cards
family:native package:**/nvoglv*.dll category=driver
family:native package:**/nvwgf2um*.dll category=driver
family:native package:**/nvd3dum*.dll category=driver
family:native package:**/nvlddmkm.sys category=driver
family:native package:**/atidxx*.dll category=driver
family:native package:**/atio6axx.dll category=driver
family:native package:**/amdxx*.dll category=driver
family:native package:**/amdxc*.dll category=driver
family:native package:**/ig*icd*.dll category=driver
family:native package:**/igd*um*.dll category=driver
family:native package:**/libGLES*.so category=driver
family:native package:**/vulkan.*.so category=driver
`;
