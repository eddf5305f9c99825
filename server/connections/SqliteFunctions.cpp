// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqliteFunctions.h"

#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

namespace tabletalk {

namespace {

constexpr sqlite3_int64 maxCost = 2'000'000'000; ///< about a second

enum End : int { Left = 1, Right = 2 };

std::string_view textOf(sqlite3_value *value)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return {text ? text : "", text ? static_cast<size_t>(sqlite3_value_bytes(value)) : 0};
}

std::string_view blobOf(sqlite3_value *value)
{
    const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
    return {bytes ? bytes : "", bytes ? static_cast<size_t>(sqlite3_value_bytes(value)) : 0};
}

bool anyNull(int count, sqlite3_value **values)
{
    return std::any_of(values, values + count,
                       [](sqlite3_value *value) { return sqlite3_value_type(value) == SQLITE_NULL; });
}

bool isTooCostly(sqlite3_context *context, std::string_view text, std::string_view part)
{
    if (static_cast<sqlite3_int64>(text.size()) * static_cast<sqlite3_int64>(part.size()) <= maxCost)
        return false;
    sqlite3_result_error(context, "searching a text of this length for one of this length takes too long", -1);
    return true;
}

bool startsCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
}

/// The place of the second in the first: in bytes for two blobs, otherwise in characters.
void instr(sqlite3_context *context, int count, sqlite3_value **values)
{
    if (anyNull(count, values))
        return;
    const bool blobs = sqlite3_value_type(values[0]) == SQLITE_BLOB && sqlite3_value_type(values[1]) == SQLITE_BLOB;
    const std::string_view text = blobs ? blobOf(values[0]) : textOf(values[0]);
    const std::string_view part = blobs ? blobOf(values[1]) : textOf(values[1]);
    if (isTooCostly(context, text, part))
        return;
    const size_t found = text.find(part);
    if (found == std::string_view::npos)
        return sqlite3_result_int(context, 0);
    const std::string_view before = text.substr(0, found);
    const auto place =
        blobs ? static_cast<std::ptrdiff_t>(found) : std::count_if(before.begin(), before.end(), startsCharacter);
    sqlite3_result_int64(context, place + 1);
}

void replace(sqlite3_context *context, int count, sqlite3_value **values)
{
    if (anyNull(count, values))
        return;
    const std::string_view text = textOf(values[0]);
    const std::string_view part = textOf(values[1]);
    const std::string_view by = textOf(values[2]);
    if (part.empty())
        return sqlite3_result_value(context, values[0]);
    if (isTooCostly(context, text, part))
        return;
    const int longest = sqlite3_limit(sqlite3_context_db_handle(context), SQLITE_LIMIT_LENGTH, -1);
    std::string result;
    size_t from = 0;
    for (size_t found = text.find(part); found != std::string_view::npos; found = text.find(part, from)) {
        result.append(text, from, found - from).append(by);
        from = found + part.size();
        if (result.size() > static_cast<size_t>(longest))
            return sqlite3_result_error_toobig(context);
    }
    result.append(text, from);
    sqlite3_result_text64(context, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// The length of the character that begins at a place.
size_t characterLength(std::string_view text, size_t at)
{
    size_t end = at + 1;
    while (end < text.size() && !startsCharacter(text[end]))
        ++end;
    return end - at;
}

void trim(sqlite3_context *context, int count, sqlite3_value **values)
{
    if (anyNull(count, values))
        return;
    const int ends = static_cast<int>(reinterpret_cast<std::intptr_t>(sqlite3_user_data(context)));
    std::string_view text = textOf(values[0]);
    const std::string_view list = textOf(values[1]);
    std::unordered_set<std::string_view> characters;
    for (size_t i = 0; i < list.size(); i += characterLength(list, i))
        characters.insert(list.substr(i, characterLength(list, i)));
    while ((ends & Left) && !text.empty() && characters.contains(text.substr(0, characterLength(text, 0))))
        text.remove_prefix(characterLength(text, 0));
    while ((ends & Right) && !text.empty()) {
        size_t last = text.size() - 1;
        while (last > 0 && !startsCharacter(text[last]))
            --last;
        if (!characters.contains(text.substr(last)))
            break;
        text.remove_suffix(text.size() - last);
    }
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

using Function = void (*)(sqlite3_context *, int, sqlite3_value **);

void add(sqlite3 *database, const char *name, int arguments, Function function, int data = 0)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    sqlite3_create_function_v2(database, name, arguments, flags, reinterpret_cast<void *>(std::intptr_t(data)),
                               function, nullptr, nullptr, nullptr);
}

} // namespace

void addBoundedFunctions(sqlite3 *database)
{
    add(database, "instr", 2, instr);
    add(database, "replace", 3, replace);
    add(database, "trim", 2, trim, Left | Right);
    add(database, "ltrim", 2, trim, Left);
    add(database, "rtrim", 2, trim, Right);
}

} // namespace tabletalk
