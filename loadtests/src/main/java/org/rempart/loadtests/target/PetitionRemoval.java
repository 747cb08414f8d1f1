package org.rempart.loadtests.target;

import org.rempart.loadtests.machine.AtExit;

import java.io.IOException;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// Removes a rehearsal's petition from a gateway that stays, with all that was signed: when it is
/// closed, or when the virtual machine ends before that. Closing blocks.
public final class PetitionRemoval implements AutoCloseable {
    private final Target target;
    private final RehearsalPetition petition;
    private final Clock clock;
    private final RandomGenerator random;
    private final AtExit atExit;

    /// To be made before the petition is.
    public PetitionRemoval(
            Target target, RehearsalPetition petition, Clock clock, RandomGenerator random) {
        this.target = target;
        this.petition = petition;
        this.clock = clock;
        this.random = random;
        this.atExit = new AtExit(this::remove);
    }

    /// By a client of its own: those of the run may have been closed.
    private void remove() {
        try (GatewayClient client = new GatewayClient(target, clock, random)) {
            client.removePetition(petition);
        } catch (IOException e) {
            System.err.println(
                    "rehearsal: the petition %s was not removed: %s"
                            .formatted(petition.slug(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        atExit.close();
    }
}
