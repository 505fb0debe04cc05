package io.decant.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A wire from PostgreSQL that becomes slow, or falls silent: what comes from the server comes late after so many bytes. */
public final class SlowWire implements AutoCloseable {
    /** Nanoseconds a byte for a wire on which nothing comes any more, and nothing is cut. */
    public static final long SILENT = Long.MAX_VALUE;

    private final ServerSocket listening;
    private final TestPostgres server;
    private final long fast;
    private final long nanosAByte;
    private final AtomicLong passed = new AtomicLong();

    /** @param fast bytes, over all connections, that pass unhindered */
    public SlowWire(TestPostgres server, long fast, long nanosAByte) throws IOException {
        this.server = server;
        this.fast = fast;
        this.nanosAByte = nanosAByte;
        this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** The same database, through the wire. */
    public DataSource database() {
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setServerNames(new String[] {"127.0.0.1"});
        through.setPortNumbers(new int[] {listening.getLocalPort()});
        through.setDatabaseName(server.getDatabaseName());
        through.setUser(server.user());
        return through;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket backend = new Socket(InetAddress.getLoopbackAddress(), server.getPortNumbers()[0]);
                start(() -> pump(client, backend, false));
                start(() -> pump(backend, client, true));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void pump(Socket from, Socket to, boolean slow) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (slow && passed.addAndGet(n) > fast) {
                    if (nanosAByte == SILENT) {
                        continue;
                    }
                    LockSupport.parkNanos(n * nanosAByte);
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException cut) {
            // by the other side
        }
    }

    /** Milliseconds that so many bytes take where the wire is slow. */
    public long millis(long bytes) {
        return TimeUnit.NANOSECONDS.toMillis(bytes * nanosAByte);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "slow-wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
