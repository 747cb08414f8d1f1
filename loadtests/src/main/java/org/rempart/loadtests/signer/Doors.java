package org.rempart.loadtests.signer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where signers find the petition: at one gateway, or at several.
///
/// Of several, half of the signers keep to theirs, as they do behind a balancer that hashes their
/// address; the others go to the next one with every retry, as they do behind one that has taken
/// theirs out.
///
/// @param pages addresses of the petition's page
public record Doors(List<String> pages) {
    public Doors {
        pages = List.copyOf(pages);
    }

    /// One gateway.
    public static Doors one(String page) {
        return new Doors(List.of(page));
    }

    /// The doors of one person, in the order they try them.
    List<String> of(long person) {
        int home = (int) (person % pages.size());
        boolean keepsToIt = person / pages.size() % 2 == 0;
        if (keepsToIt) {
            return List.of(pages.get(home));
        }
        List<String> all = new ArrayList<>(pages);
        Collections.rotate(all, -home);
        return all;
    }
}
