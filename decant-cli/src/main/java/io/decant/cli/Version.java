package io.decant.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "decant " + (version == null ? "(from classes)" : version),
            "archive format 1, Java " + System.getProperty("java.version")
        };
    }
}
