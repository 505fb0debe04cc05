package io.decant.spring.store;

import io.decant.archive.ArchiveStore;
import io.decant.archive.FolderStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest implements StoreContract {
    @TempDir
    Path root;

    @Override
    public ArchiveStore store() {
        return new FolderStore(root.resolve("store"));
    }
}
