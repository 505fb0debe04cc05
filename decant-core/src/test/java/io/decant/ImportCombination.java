package io.decant;

import io.decant.plan.TenantKey;
import io.decant.testing.DrillShop.Scene;
import java.util.List;

/**
 * The ways to import that are drilled, and into what. The one place to extend when the importer learns another.
 *
 * @param repeatable whether the same import into the same target always writes the same rows; not so where keys come from
 *     sequences
 */
record ImportCombination(String name, ImportOptions options, Scene scene, boolean repeatable) {
    static final List<ImportCombination> ALL = List.of(
            new ImportCombination("straight into empty tables", ImportOptions.DEFAULT, Scene.EMPTY, true),
            new ImportCombination("beside other tenants", ImportOptions.DEFAULT, Scene.OTHERS, true),
            new ImportCombination("into a tenant that was just made", ImportOptions.DEFAULT, Scene.JUST_MADE, true),
            new ImportCombination(
                    "with new numbers",
                    ImportOptions.DEFAULT.withKeys(ImportOptions.Keys.REMAP),
                    Scene.SAME_NUMBERS,
                    false),
            new ImportCombination(
                    "into a tenant that lived on",
                    ImportOptions.DEFAULT.withOnConflict(ImportOptions.OnConflict.SKIP),
                    Scene.LIVED_ON,
                    true),
            new ImportCombination(
                    "over a tenant that lived on",
                    ImportOptions.DEFAULT
                            .withOnConflict(ImportOptions.OnConflict.UPDATE)
                            .withDeleteExtra(true),
                    Scene.LIVED_ON,
                    true),
            new ImportCombination(
                    "under another name", ImportOptions.DEFAULT.withAs(TenantKey.of("z")), Scene.JUST_MADE, true));

    @Override
    public String toString() {
        return name;
    }
}
