package org.rempart.loadtests.machine;

/// What has to be done before this process is gone, however it ends: when this is closed, or by a
/// hook of the virtual machine when that ends before.
public final class AtExit implements AutoCloseable {
    private final Runnable task;
    private final Thread hook;

    /// @param task bounded in time; run once
    public AtExit(Runnable task) {
        this.task = task;
        this.hook = Thread.ofPlatform().unstarted(task);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Does it now, unless the virtual machine is ending. Blocks as long as the task does.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the virtual machine is ending, and the hook does this
        }
        task.run();
    }
}
