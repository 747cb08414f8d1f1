package org.rempart.gateway;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The threads with which the JVM compiles what has become hot. The first seconds of a flood make
/// everything hot at once, and on two cores compiling then takes most of one from those who answer
/// (measured: 16 to 22 of every 25 ms for eight seconds). With less weight they compile in what
/// time is left, and genuine signers wait a third as long (p99 of the first 20 s: 115 ms instead of
/// 325).
///
/// The JVM has options for this, which whoever starts it would have to know, and which it meets
/// with a warning unless it is root.
final class CompilerThreads {
    /// A tenth of the weight of an ordinary thread (sched(7), "The nice value").
    private static final int NICE = 10;

    private static final Path THREADS = Path.of("/proc/self/task");

    /// What Linux keeps of the names "C1 CompilerThread0" and "C2 CompilerThread0".
    private static final Pattern NAME = Pattern.compile("C[12] CompilerThre");

    /// `PRIO_PROCESS` of setpriority(2); on Linux, a thread by its id.
    private static final int THREAD = 0;

    private CompilerThreads() {}

    /// Makes them step back, and with them those that they start later. Where there is no Linux
    /// nothing happens.
    ///
    /// @throws IOException when the threads cannot be listed
    static void stepBack() throws IOException {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        MethodHandle setPriority = setPriority();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (isCompiler(thread)) {
                    setNice(setPriority, Integer.parseInt(THREADS.relativize(thread).toString()));
                }
            }
        }
    }

    @SuppressWarnings("restricted") // calling a function of the C library is what it is for
    private static MethodHandle setPriority() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT));
    }

    /// A thread may end at any moment: before its file is opened (ENOENT) or before it is read
    /// (ESRCH).
    private static boolean isCompiler(Path thread) {
        try {
            return NAME.matcher(Files.readString(thread.resolve("comm"))).lookingAt();
        } catch (IOException _) {
            return false;
        }
    }

    private static void setNice(MethodHandle setPriority, int thread) {
        try {
            int _ = (int) setPriority.invokeExact(THREAD, thread, NICE);
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority(2) throws nothing", e);
        }
    }
}
