package org.rempart.gateway;

/// The command line.
final class Main {
    private Main() {}

    static void main(String[] arguments) {
        System.out.println("Rempart " + String.join(" ", arguments));
    }
}
