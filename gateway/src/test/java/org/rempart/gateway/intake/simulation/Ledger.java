package org.rempart.gateway.intake.simulation;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.intake.Outcome;
import org.rempart.gateway.intake.simulation.Tables.Identity;
import org.rempart.gateway.storage.SignatureRow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything that was posted and everything that was answered.
final class Ledger {
    /// One request, and what came back.
    static final class Post {
        final SignatureRow row;
        final Machine machine;
        final String life;
        final long at;
        @Nullable Outcome outcome;
        long answeredAt;

        /// Its gateway died before it answered.
        boolean cutOff;

        Post(SignatureRow row, Machine machine, String life, long at) {
            this.row = row;
            this.machine = machine;
            this.life = life;
            this.at = at;
        }

        /// A signature that somebody was promised is kept.
        boolean isPromised() {
            return outcome instanceof Outcome.Recorded || outcome instanceof Outcome.Accepted;
        }

        boolean isUnanswered() {
            return cutOff || outcome instanceof Outcome.InDoubt;
        }

        boolean isRefused() {
            return outcome instanceof Outcome.Refusal;
        }
    }

    private final Map<Identity, List<Post>> posts = new LinkedHashMap<>();
    private final Map<Buffer, Set<Identity>> ofChallenge = new LinkedHashMap<>();

    Post posted(SignatureRow row, Machine machine, String life, long at) {
        Post post = new Post(row, machine, life, at);
        posts.computeIfAbsent(Identity.of(row), _ -> new ArrayList<>()).add(post);
        ofChallenge
                .computeIfAbsent(row.challenge(), _ -> new LinkedHashSet<>())
                .add(Identity.of(row));
        return post;
    }

    /// The posts of each signature.
    Collection<List<Post>> signatures() {
        return posts.values();
    }

    List<Post> of(SignatureRow row) {
        return posts.getOrDefault(Identity.of(row), List.of());
    }

    /// The posts of each challenge, whatever their content.
    List<List<Post>> challenges() {
        return ofChallenge.values().stream().map(this::postsOf).toList();
    }

    /// The posts of other content with the same challenge.
    List<Post> others(SignatureRow row) {
        return postsOf(ofChallenge.getOrDefault(row.challenge(), Set.of())).stream()
                .filter(post -> !post.row.content().equals(row.content()))
                .toList();
    }

    private List<Post> postsOf(Set<Identity> identities) {
        List<Post> all = new ArrayList<>();
        identities.forEach(identity -> all.addAll(posts.getOrDefault(identity, List.of())));
        return all;
    }

    /// The challenge's number, and which of its contents it is.
    static String told(SignatureRow row) {
        return row.challenge().getLong(0) + "." + row.content().getLong(0) % People.CONTENTS_MAX;
    }
}
