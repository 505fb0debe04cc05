package io.decant.dialect;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A connection that leads nowhere: it keeps what would have been sent, statement by statement, and gives the answers that
 * it was told. For products of which no server runs here.
 */
final class SentSql {
    private static final Set<String> RUNS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch");

    private final List<String> sent = new ArrayList<>();
    private final Map<String, List<Object[]>> answers = new LinkedHashMap<>();
    private boolean autoCommit = true;

    /** Answers every statement that begins so with these rows, instead of none. */
    SentSql answer(String beginning, Object[]... rows) {
        answers.put(beginning, List.of(rows));
        return this;
    }

    static Object[] row(Object... values) {
        return values;
    }

    List<String> sent() {
        return List.copyOf(sent);
    }

    Connection connection() {
        return proxy(Connection.class, (self, method, arguments) -> switch (method.getName()) {
            case "createStatement" -> statement(null);
            case "prepareStatement" -> statement((String) arguments[0]);
            case "setAutoCommit" -> {
                autoCommit = (Boolean) arguments[0];
                sent.add("(auto-commit " + (autoCommit ? "on" : "off") + ")");
                yield null;
            }
            case "setTransactionIsolation" -> {
                sent.add("(isolation " + arguments[0] + ")");
                yield null;
            }
            case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
            case "getAutoCommit" -> autoCommit;
            case "rollback", "commit", "close" -> {
                sent.add("(" + method.getName() + ")");
                yield null;
            }
            case "isClosed" -> false;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Statement statement(String prepared) {
        Map<Integer, String> bound = new LinkedHashMap<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            String name = method.getName();
            if (RUNS.contains(name)) {
                String sql = arguments == null ? prepared : (String) arguments[0];
                if (!name.equals("executeBatch")) {
                    send(sql, bound);
                }
                return result(method, sql);
            }
            if (name.equals("addBatch")) {
                send(prepared, bound);
            } else if (name.equals("setNull")) {
                bound.put((Integer) arguments[0], "setNull " + arguments[1]);
            } else if (name.startsWith("set") && arguments.length == 2) {
                bound.put((Integer) arguments[0], name + " " + shown(arguments[1]));
            } else if (!name.equals("close") && !name.equals("setFetchSize")) {
                throw new UnsupportedOperationException(name);
            }
            return null;
        });
    }

    private static String shown(Object value) {
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }

    private void send(String sql, Map<Integer, String> bound) {
        String values = bound.entrySet().stream()
                .map(e -> "\n-- " + e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining());
        sent.add(sql + values);
    }

    private Object result(Method method, String sql) {
        return switch (method.getName()) {
            case "executeQuery" ->
                rows(answers.entrySet().stream()
                        .filter(e -> sql.startsWith(e.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(List.of()));
            case "execute" -> false;
            case "executeUpdate" -> 1;
            case "executeLargeUpdate" -> 0L;
            default -> new int[0];
        };
    }

    private static ResultSet rows(List<Object[]> rows) {
        int[] at = {-1};
        Object[] last = {null};
        return proxy(ResultSet.class, (self, method, arguments) -> {
            if (method.getName().equals("next")) {
                return ++at[0] < rows.size();
            }
            if (method.getName().equals("close")) {
                return null;
            }
            if (method.getName().equals("wasNull")) {
                return last[0] == null;
            }
            Object value = rows.get(at[0])[(Integer) arguments[0] - 1];
            last[0] = value;
            return switch (method.getName()) {
                case "getString" -> value == null ? null : value.toString();
                case "getInt" -> value == null ? 0 : ((Number) value).intValue();
                case "getLong" -> value == null ? 0L : ((Number) value).longValue();
                case "getBoolean" -> value != null && ((Number) value).intValue() != 0;
                case "getBigDecimal" -> value == null ? null : new BigDecimal(value.toString());
                case "getObject" -> value;
                default -> throw new UnsupportedOperationException(method.getName());
            };
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return (T) Proxy.newProxyInstance(
                SentSql.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> self == arguments[0];
                            default -> Arrays.toString(self.getClass().getInterfaces());
                        };
                    }
                    return handler.invoke(self, method, arguments);
                });
    }
}
