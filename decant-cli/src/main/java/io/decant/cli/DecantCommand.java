package io.decant.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

@Command(
        sortOptions = false,
        name = "decant",
        header = "Pours one tenant out of a shared database, and into another one.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = HelpCommand.class,
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "The service, which is a program of its own:",
            "  serve    backups and restores over HTTP",
            "  keys     makes, lists and revokes the keys of its tenants",
            "",
            "Environment:",
            "  DECANT_DB_USER      database user, where --user is left out",
            "  DECANT_DB_PASSWORD  its password, where --password-file is left out",
            "  DECANT_DRIVERS      folder with jars of JDBC drivers beyond those that are shipped",
            "  DECANT_OPTS         options for the Java machine, such as -Xmx1g",
            "  NO_COLOR            any value: no colours",
            "",
            "Exit codes: 0 yes, done / 1 a fault of Decant itself / 2 usage or model file / 3 the answer is no",
            "  4 database / 5 not a usable archive / 6 schemas do not match / 130 interrupted",
            "",
            "Examples:",
            "  decant demo                                   the whole story, no set-up",
            "  decant init --db jdbc:postgresql://localhost/shop --user shop",
            "  decant help export"
        })
final class DecantCommand {}
