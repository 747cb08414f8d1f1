package org.rempart.loadtests.verdict;

/// A signature as the gateway's operator side lists it.
///
/// @param receipt the opaque receipt
/// @param state `counted`, `pending`, `held`, `set_aside` or `withdrawn`
/// @param country ISO 3166-1 alpha-2
public record Row(String receipt, String state, String country) {
    static final String COUNTED = "counted";

    boolean isCounted() {
        return state.equals(COUNTED);
    }
}
