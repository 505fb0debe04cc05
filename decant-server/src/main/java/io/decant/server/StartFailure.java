package io.decant.server;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.PrintWriter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told when the service does not start, or a key cannot be made, and the exit code. */
final class StartFailure {
    private StartFailure() {}

    static int wrongWords(ParameterException wrong, String[] words) {
        CommandLine at = wrong.getCommandLine();
        at.getErr().println("decant: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, at.getErr());
        at.getErr().println("Try '" + at.getCommandSpec().qualifiedName() + " --help', which has examples.");
        return ErrorCode.USAGE.outcome().exitCode();
    }

    /** @return the exit code */
    static int tell(Throwable thrown, PrintWriter err) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException wrong) {
                cause = Settings.wrong(wrong);
            }
            if (cause instanceof DecantException own) {
                return say(own.code(), String.valueOf(own.getMessage()), err);
            }
            if (cause instanceof PortInUseException port) {
                return say(
                        ErrorCode.USAGE,
                        "port " + port.getPort()
                                + " is taken by another program. Set server.port to a free one (0 for any)",
                        err);
            }
        }
        say(
                ErrorCode.INTERNAL,
                "a fault of Decant itself (" + thrown.getClass().getSimpleName() + "). Please report it:",
                err);
        thrown.printStackTrace(err);
        return ErrorCode.INTERNAL.outcome().exitCode();
    }

    private static int say(ErrorCode code, String message, PrintWriter err) {
        err.println("decant: " + message);
        return code.outcome().exitCode();
    }
}
