package io.decant.cli.sample;

import java.util.Locale;

/** What people type and browsers send. */
final class Words {
    private static final String[] GIVEN = {
        "Ada", "Bela", "Chioma", "Dilnoza", "Edsger", "Fatima", "Grace", "Haruki", "Inês", "Jonas", "Kaveh", "Lin",
        "Maryam", "Nia", "Oluwaseun", "Paweł", "Quynh", "Rósa", "Søren", "Tove", "Uma", "Vigdís", "Wanjiru", "Zoë"
    };
    private static final String[] FAMILY = {
        "Abara", "Bašić", "Castellanos", "Dunne", "Eriksen", "Farouk", "Guo", "Hopper", "Ito", "Jensen", "Kowalska",
        "Lovelace", "Mbeki", "Nguyen", "O'Brien", "Petrov", "Quist", "Rossi", "Singh", "Tanaka", "Usman", "Yilmaz"
    };
    private static final String[] NICKNAMES = {
        "Work laptop",
        "iPhone",
        "Pixel 8",
        "YubiKey",
        "YubiKey, blue",
        "Mum's iPad",
        "spare key (drawer)",
        "Büro",
        "家のパソコン",
        "Windows Hello",
        "MacBook Air",
        "phone"
    };
    private static final String[] DEVICES = {
        "Chrome, Windows 10", "Chrome, Android", "Safari, iOS", "Safari, Mac OS X", "Edge, Windows 11", "Firefox, Linux"
    };

    private Words() {}

    static String name(Dice dice) {
        return dice.pick(GIVEN) + " " + dice.pick(FAMILY);
    }

    static String email(Dice dice, long number) {
        String local = (dice.pick(GIVEN) + "." + dice.pick(FAMILY)).toLowerCase(Locale.ROOT);
        return local + number + "@example." + dice.pick("com", "org", "net");
    }

    static String nickname(Dice dice) {
        return dice.pick(NICKNAMES);
    }

    static String device(Dice dice) {
        return dice.pick(DEVICES);
    }
}
