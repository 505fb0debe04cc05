package io.decant.bench;

import java.io.PrintStream;
import java.util.List;

/** What is measured on MariaDB. */
record MariaWorks(Site site, MariaServer server, MariaClients clients, Sizes sizes, PrintStream log) {
    List<Work> all() throws Exception {
        MariaData data = new MariaData(server, log);
        String source = data.source(sizes);
        return List.of(
                MariaExport.large(site, clients, source),
                MariaExport.small(site, clients, source),
                MariaImport.of(site, clients, data, source));
    }

    void tellWhatIsMissing() {
        if (clients.loader() == null) {
            log.println("bench: no mariadb-import, so it goes on without. On Debian or Ubuntu, as root:"
                    + " apt-get install mariadb-client");
        }
    }
}
