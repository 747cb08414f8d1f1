package org.rempart.loadtests.standin;

import org.rempart.loadtests.target.Secret;

/// Where a stand-in listens and what it knows its operator by. Port 0 is any free one.
public record Seat(int publicPort, int operatorPort, Secret operatorToken, Secret rehearsalToken) {
    /// A free one.
    public static Seat anywhere() {
        return new Seat(0, 0, new Secret("operator-token"), new Secret("rehearsal-token"));
    }
}
