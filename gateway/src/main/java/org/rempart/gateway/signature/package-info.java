/// From the bytes of a form to a signature that can be counted: reading, the rules of each field,
/// one way to write each thing, and the keyed hashes that stand for an address where uniqueness is
/// decided.
///
/// Needs bytes, a media type and a key. Must not know how a signature is stored, nor HTTP.
@NullMarked
package org.rempart.gateway.signature;

import org.jspecify.annotations.NullMarked;
