package org.rempart.loadtests.flood;

import org.rempart.loadtests.volume.ForwardedClient;
import org.rempart.loadtests.volume.VolumePlan;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/// Prepares the requests of a volume: every route of a petition, and every post that the forgers
/// make and that stays hostile when it is sent a thousand times.
public final class Magazine {
    /// Requests prepared: enough for hundreds of different forgeries, 400 KB at most.
    private static final int SHOTS = 1_000;

    /// Requests of one client in a soak.
    public static final int SHOTS_A_CLIENT = VolumePlan.SHOTS_A_CLIENT;

    /// Not what is only fetched, and not a retry: to send one again is anybody's right.
    private static final Set<Attack> POSTS =
            EnumSet.complementOf(EnumSet.of(Attack.PAGE, Attack.CHALLENGE, Attack.RETRIED));

    private final String host;
    private final String page;
    private final Ammunition ammunition;
    private final Random random;

    /// @param plan the petition, and the work there is to misuse
    public Magazine(FloodPlan plan, Clock clock) {
        URI publicSide = URI.create(plan.publicSide());
        this.host = publicSide.getAuthority();
        this.page = "/petitions/" + plan.slug();
        this.random = new Random(plan.seed());
        this.ammunition = new Ammunition(plan, clock, random);
    }

    /// What is fetched, and how much of it, in percent of all requests. The rest are posts.
    private enum Read {
        PAGE("", 8),
        LIST("/petitions.json", 4),
        PETITION(".json", 8),
        COUNT("/count.json", 19),
        EVENTS("/count/events", 1),
        CHALLENGE("/challenge", 20);

        private final String path;
        private final int weight;

        Read(String path, int weight) {
            this.path = path;
            this.weight = weight;
        }
    }

    /// All of them, well mixed.
    public List<VolumePlan.Shot> load() {
        List<VolumePlan.Shot> shots = new ArrayList<>();
        for (Read read : Read.values()) {
            VolumePlan.Shot shot = read(read);
            for (int i = 0; i < read.weight * SHOTS / 100; i++) {
                shots.add(shot);
            }
        }
        while (shots.size() < SHOTS) {
            Ammunition.Shot shot = ammunition.next();
            if (POSTS.contains(shot.attack())) {
                shots.add(post(shot.attack(), shot.form()));
            }
        }
        Collections.shuffle(shots, random);
        return shots;
    }

    /// What one client sends and then the next: for an IPv4 client, then the same for an IPv6 one.
    public List<VolumePlan.Shot> ofClients() {
        List<VolumePlan.Shot> shots = new ArrayList<>();
        for (String client : List.of(ForwardedClient.IPV4, ForwardedClient.IPV6)) {
            shots.add(read(Read.CHALLENGE).forwardedFor(client));
            shots.add(post(Attack.MISSING).forwardedFor(client));
            shots.add(post(Attack.FORGED).forwardedFor(client));
        }
        return shots;
    }

    private VolumePlan.Shot post(Attack attack) {
        Ammunition.Shot shot = ammunition.next();
        while (shot.attack() != attack) {
            shot = ammunition.next();
        }
        return post(attack, shot.form());
    }

    private VolumePlan.Shot read(Read read) {
        String path = read == Read.LIST ? read.path : page + read.path;
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\n\r\n".formatted(path, host);
        return new VolumePlan.Shot(
                read.name().toLowerCase(Locale.ROOT), false, read == Read.EVENTS, request);
    }

    private VolumePlan.Shot post(Attack attack, String form) {
        String request =
                ("POST %s/signatures HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
                                + "Content-Length: %d\r\n\r\n%s")
                        .formatted(page, host, form.getBytes(StandardCharsets.UTF_8).length, form);
        return new VolumePlan.Shot(attack.label(), attack.mustNotBeAccepted(), false, request);
    }
}
