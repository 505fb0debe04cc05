package io.decant.cli.sample;

import java.util.Arrays;
import java.util.HexFormat;

/** Public keys in the CBOR form of RFC 9052, with random numbers where the key's would be. */
final class CoseKey {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] EC2_HEAD = HEX.parseHex("a5010203262001215820");
    private static final byte[] EC2_Y = HEX.parseHex("225820");
    private static final byte[] OKP_HEAD = HEX.parseHex("a401010327200621" + "5820");
    private static final byte[] RSA_HEAD = HEX.parseHex("a401030339010020590100");
    private static final byte[] RSA_EXPONENT = HEX.parseHex("2143010001");

    private CoseKey() {}

    /** ES256: 77 bytes. */
    static byte[] es256(Dice dice) {
        return join(EC2_HEAD, dice.bytes(32), EC2_Y, dice.bytes(32));
    }

    /** Ed25519: 42 bytes. */
    static byte[] ed25519(Dice dice) {
        return join(OKP_HEAD, dice.bytes(32));
    }

    /** RS256: 272 bytes. */
    static byte[] rs256(Dice dice) {
        return join(RSA_HEAD, dice.bytes(256), RSA_EXPONENT);
    }

    private static byte[] join(byte[]... pieces) {
        byte[] all = new byte[Arrays.stream(pieces).mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
