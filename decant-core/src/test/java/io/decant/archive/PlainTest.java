package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainTest {
    private static int byteByByte(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] >= '-') {
            at++;
        }
        return at;
    }

    @Test
    void everyByteAtEveryPlaceIsTold() {
        for (int value = -128; value < 128; value++) {
            for (int place = 0; place < 20; place++) {
                byte[] b = "a-z~\u007f0Z_.;/:=@[]{}|ab".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                b[place] = (byte) value;
                assertThat(Plain.end(b, 1, 20)).isEqualTo(byteByByte(b, 1, 20));
            }
        }
    }

    @Test
    void anyBytesAreToldAsOneByOne() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] b = new byte[random.nextInt(40)];
            random.nextBytes(b);
            for (int j = 0; j < b.length; j++) {
                b[j] = random.nextInt(4) == 0 ? b[j] : (byte) ('-' + (b[j] & 0x3F));
            }
            int from = random.nextInt(b.length + 1);
            assertThat(Plain.end(b, from, b.length)).isEqualTo(byteByByte(b, from, b.length));
        }
    }
}
