package io.decant.server;

import io.decant.spring.Caller;
import io.decant.spring.Scope;

/** Whoever looks at a page, as its header and its buttons need to know. */
record Visitor(Caller caller) {
    public String tenant() {
        return Amount.tenant(caller.tenant());
    }

    public boolean manager() {
        return caller.operator();
    }

    public boolean mayExport() {
        return caller.may(Scope.EXPORT);
    }

    public boolean mayRestore() {
        return caller.may(Scope.RESTORE);
    }

    public boolean mayRead() {
        return caller.may(Scope.READ);
    }
}
