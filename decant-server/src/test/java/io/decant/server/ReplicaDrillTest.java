package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.cli.sample.SampleTenant;
import io.decant.testing.Rows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes, one job database, and somebody who kills and pauses them at random: every job ends, none twice, and
 * nothing is left. {@code -Ddecant.jobs=200} makes a long run of it; the seed is printed by a failure.
 */
class ReplicaDrillTest {
    private static final int JOBS = Integer.getInteger("decant.jobs", 12);
    private static final long SEED = Long.getLong("decant.seed", System.nanoTime());
    private static final int REPLICAS = 3;
    private static final int TENANTS = 4;
    /** Milliseconds between two blows, on average: a job takes about as long, a start several times as long. */
    private static final int PEACE = 2_500;

    @TempDir
    Path folder;

    @Test
    void aReplicaThatWakesWhenItsJobIsAnothersPublishesNothing() throws Exception {
        try (Drill drill = Drill.of(folder, new SampleTenant("acme", 150_000))) {
            Replica sleeper = drill.start(1).get(0);
            drill.watchStates();
            sleeper.call("acme", "POST", "/backup/schedule");
            Drill.until(
                    () -> drill.count("SELECT count(*) FROM decant_job WHERE status = 'running' AND rows_done > 0")
                            == 1,
                    "it works");
            sleeper.pause();
            assertThat(drill.count("SELECT count(*) FROM decant_job WHERE status = 'running'"))
                    .as("paused in time")
                    .isOne();
            drill.start(1);
            Drill.until(
                    () -> drill.count("SELECT count(*) FROM decant_job WHERE status = 'completed' AND attempt = 2")
                            == 1,
                    "another has done it");
            sleeper.wake();
            Drill.until(() -> sleeper.said().contains("taken by another"), "the first has noticed", sleeper::said);
            drill.assertAllIsWell();
            assertThat(drill.count("SELECT max(fence) FROM decant_job")).isEqualTo(2);
        }
    }

    @Test
    void everyJobEndsOnceThoughReplicasAreKilledAllTheWhile() throws Exception {
        SampleTenant[] tenants = IntStream.range(0, TENANTS)
                .mapToObj(i -> new SampleTenant("tenant" + i, 2_000 + 12_000L * i))
                .toArray(SampleTenant[]::new);
        try (Drill drill = Drill.of(folder, tenants)) {
            List<Replica> replicas = drill.start(REPLICAS);
            drill.watchStates();
            Clients clients = new Clients(drill, replicas, tenants);
            Blows blows = new Blows(drill, replicas, new Random(SEED));
            long begin = System.nanoTime();
            while (clients.go()) {
                blows.next();
                Thread.sleep(50);
            }
            blows.wakeAll();
            drill.assertAllIsWell();
            assertThat(drill.count("SELECT count(*) FROM decant_job"))
                    .as("seed " + SEED)
                    .isEqualTo((long) JOBS / TENANTS * TENANTS);
            long completed = drill.count("SELECT count(*) FROM decant_job WHERE status = 'completed'");
            System.out.printf(
                    "%d jobs in %d s: %d completed, %d begun again; %d kills, %d pauses; seed %d%n",
                    JOBS,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                    completed,
                    drill.count("SELECT count(*) FROM decant_job WHERE attempt > 1"),
                    blows.kills,
                    blows.pauses,
                    SEED);
            assertThat(completed).as("seed " + SEED).isGreaterThan(JOBS / 2);
        }
    }

    /** Each tenant schedules its next backup when the one before has ended, at whichever replica answers. */
    private static final class Clients {
        private final Drill drill;
        private final List<Replica> replicas;
        private final Map<String, Integer> scheduled = new TreeMap<>();

        Clients(Drill drill, List<Replica> replicas, SampleTenant... tenants) {
            this.drill = drill;
            this.replicas = replicas;
            for (SampleTenant tenant : tenants) {
                scheduled.put(tenant.name(), 0);
            }
        }

        /** Schedules what can be. @return false if every job has ended */
        boolean go() throws Exception {
            Set<String> active = new HashSet<>();
            Rows.of(drill.jobs, "SELECT tenant FROM decant_job WHERE status IN ('pending', 'running')")
                    .forEach(row -> active.add(Drill.tenant(row.get(0))));
            for (Map.Entry<String, Integer> tenant : scheduled.entrySet()) {
                if (tenant.getValue() < JOBS / TENANTS && active.add(tenant.getKey())) {
                    tenant.setValue(tenant.getValue() + schedule(tenant.getKey(), "job " + tenant.getValue()));
                }
            }
            return !active.isEmpty();
        }

        /** Whether an answer that was lost had scheduled the job is not known: the same key asks for the same one. */
        private int schedule(String tenant, String key) throws InterruptedException {
            for (Replica replica : replicas) {
                try {
                    HttpResponse<String> answer =
                            replica.call(tenant, "POST", "/backup/schedule", "Idempotency-Key", key);
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                    return 1;
                } catch (IOException killed) {
                    // The next one, then.
                }
            }
            return 0;
        }
    }

    /** Kills a replica and starts another, or pauses it for longer than its silence is borne. */
    private static final class Blows {
        private static final long SLEEP = 6 * Drill.HEARTBEAT.toMillis();

        private final Drill drill;
        private final List<Replica> replicas;
        private final Random random;
        private final Map<Replica, Long> sleeping = new HashMap<>();
        private long nextAt = now() + PEACE / 2;
        private int kills;
        private int pauses;

        Blows(Drill drill, List<Replica> replicas, Random random) {
            this.drill = drill;
            this.replicas = replicas;
            this.random = random;
        }

        private static long now() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        private int serving() throws IOException {
            int serving = 0;
            for (Replica replica : replicas) {
                serving += replica.address().isPresent() && !sleeping.containsKey(replica) ? 1 : 0;
            }
            return serving;
        }

        /** Does what is due. */
        void next() throws Exception {
            for (Map.Entry<Replica, Long> asleep : List.copyOf(sleeping.entrySet())) {
                if (asleep.getValue() < now()) {
                    asleep.getKey().wake();
                    sleeping.remove(asleep.getKey());
                }
            }
            if (now() < nextAt) {
                return;
            }
            int one = random.nextInt(REPLICAS);
            Replica replica = replicas.get(one);
            // However slow the machine is, somebody is to get as far as working.
            if (serving() < 2 || (replica.address().isEmpty() && random.nextInt(8) > 0)) {
                return;
            }
            nextAt = now() + random.nextInt(2 * PEACE);
            if (random.nextInt(4) > 0) {
                replica.kill();
                sleeping.remove(replica);
                replicas.set(one, drill.begin());
                kills++;
            } else if (sleeping.isEmpty()) {
                replica.pause();
                sleeping.put(replica, now() + SLEEP);
                pauses++;
            }
        }

        void wakeAll() throws Exception {
            for (Replica replica : sleeping.keySet()) {
                replica.wake();
            }
        }
    }
}
