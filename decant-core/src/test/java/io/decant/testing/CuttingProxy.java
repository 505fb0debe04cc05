package io.decant.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A wire to PostgreSQL that breaks: after so many bytes in one direction, over all connections, both sides find their
 * sockets closed.
 */
public final class CuttingProxy implements AutoCloseable {
    /** Which way the bytes are counted. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private final ServerSocket listening;
    private final TestPostgres server;
    private final Direction direction;
    private final long limit;
    private final AtomicLong passed = new AtomicLong();

    /** @param limit bytes that pass before the cut; {@code Long.MAX_VALUE} for none */
    public CuttingProxy(TestPostgres server, Direction direction, long limit) throws IOException {
        this.server = server;
        this.direction = direction;
        this.limit = limit;
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

    /** How many bytes went the counted way. */
    public long passed() {
        return passed.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket backend = new Socket(InetAddress.getLoopbackAddress(), server.getPortNumbers()[0]);
                start(() -> pump(client, backend, direction == Direction.TO_SERVER));
                start(() -> pump(backend, client, direction == Direction.TO_CLIENT));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                long before = counted ? passed.getAndAdd(n) : 0;
                int passing = counted ? (int) Math.max(0, Math.min(n, limit - before)) : n;
                out.write(buffer, 0, passing);
                out.flush();
                if (passing < n) {
                    return;
                }
            }
        } catch (IOException cut) {
            // by the other side, or by the other direction
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
