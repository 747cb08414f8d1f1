package org.rempart.loadtests.signer;

/// How genuine signers behave.
///
/// @param doors where they find the petition
/// @param patience how long they wait, and how often they try
/// @param againOneIn of so many acknowledged signers one posts the same once more, as a page does
///   that lost the answer; 0: none does
/// @param posts is told of every answer to a post
/// @param prices is told what each challenge asks for
public record Audience(
        Doors doors, Patience patience, int againOneIn, PostWatch posts, PriceWatch prices) {
    /// Whose prices nobody watches.
    public Audience(Doors doors, Patience patience, int againOneIn, PostWatch posts) {
        this(doors, patience, againOneIn, posts, PriceWatch.NONE);
    }

    /// Who signs at one gateway, once, and is watched by nobody.
    public static Audience of(String page, Patience patience) {
        return new Audience(Doors.one(page), patience, 0, PostWatch.NONE);
    }

    boolean postsAgain(long person) {
        return againOneIn > 0 && person % againOneIn == 0;
    }
}
