/// The operator side: health, metrics, status, and the API that makes and changes petitions.
///
/// May use every other room, and of `http` only what both sides share: problem documents, petition
/// documents, the body reader.
@NullMarked
package org.rempart.gateway.operator;

import org.jspecify.annotations.NullMarked;
