package org.rempart.gateway;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The threads with which the JVM compiles what has become hot. The first seconds of a flood make
/// everything hot at once, and on two cores compiling then takes most of one from those who answer
/// (measured: 16 to 22 of every 25 ms for eight seconds). With less weight they compile in what
/// time is left, and genuine signers wait a third as long (p99 of the first 20 s: 115 ms instead of
/// 325).
///
/// Weight alone lets a compiler that is running finish its slice of some milliseconds while an
/// event loop waits. The second compiler takes most of the time and can wait longest, as what it
/// compiles runs meanwhile as the first one left it: it works in the time that nobody else wants,
/// and gives way at once (p99 of a flood of 30 s that never waits for answers: 29 to 41 ms instead
/// of 56 to 140).
///
/// The JVM has options for less weight, which whoever starts it would have to know, and which it
/// meets with a warning unless it is root.
final class CompilerThreads {
    /// A tenth of the weight of an ordinary thread (sched(7), "The nice value").
    private static final int NICE = 10;

    /// `SCHED_IDLE`, sched(7). Where the C library does not know it (musl), [#NICE] is what is
    /// left.
    private static final int IN_IDLE_TIME = 5;

    private static final Path THREADS = Path.of("/proc/self/task");

    /// What Linux keeps of the names "C1 CompilerThread0" and "C2 CompilerThread0".
    private static final String FIRST = "C1 CompilerThre";

    private static final String SECOND = "C2 CompilerThre";

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
        MethodHandle setPriority = function("setpriority", JAVA_INT, JAVA_INT, JAVA_INT);
        MethodHandle setScheduler = function("sched_setscheduler", JAVA_INT, JAVA_INT, ADDRESS);
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS);
                Arena arena = Arena.ofConfined()) {
            MemorySegment noPriority = arena.allocateFrom(JAVA_INT, 0);
            for (Path thread : threads) {
                int id = Integer.parseInt(THREADS.relativize(thread).toString());
                String name = name(thread);
                if (name.startsWith(FIRST) || name.startsWith(SECOND)) {
                    int _ = (int) setPriority.invokeExact(THREAD, id, NICE);
                }
                if (name.startsWith(SECOND)) {
                    int _ = (int) setScheduler.invokeExact(id, IN_IDLE_TIME, noPriority);
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("functions of the C library throw nothing", e);
        }
    }

    @SuppressWarnings("restricted") // calling functions of the C library is what it is for
    private static MethodHandle function(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, parameters));
    }

    /// A thread may end at any moment: before its file is opened (ENOENT) or before it is read
    /// (ESRCH).
    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException _) {
            return "";
        }
    }
}
