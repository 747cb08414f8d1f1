package org.rempart.loadtests.flood;

/// How often one piece of work is posted in one moment.
///
/// @param same posts of one content: to the gateway all but one are retries
/// @param other posts of other contents, each under a name of its own
public record Heat(int same, int other) {
    /// As many sources as are kept connected; with more of them one moment is not one any more.
    public static final int POSTS_MAX = 20;

    /// @throws IllegalArgumentException when there are fewer than 2 or more than 20 posts
    public Heat {
        if (same < 1 || other < 0 || same + other < 2 || same + other > POSTS_MAX) {
            throw new IllegalArgumentException(
                    "no race: %d posts of one content and %d of others".formatted(same, other));
        }
    }

    /// Half of them with one content, or one less.
    ///
    /// @param posts 2 to 20
    public static Heat of(int posts) {
        return new Heat(posts / 2, posts - posts / 2);
    }

    int posts() {
        return same + other;
    }
}
