package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.worker.Workers;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Genuine signers who come while workers are at it.
final class Beside {
    private Beside() {}

    /// A crowd that comes and leaves.
    interface Coming {
        SignerFigures come() throws InterruptedException;
    }

    /// Both begin now. Returns when the last of both has left.
    static SignerFigures workers(Workers workers, Coming crowd) throws InterruptedException {
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> attack =
                    beside.submit(() -> {
                        workers.work();
                        return true;
                    });
            SignerFigures signers = crowd.come();
            attack.get();
            return signers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("workers end with figures", e.getCause());
        }
    }
}
