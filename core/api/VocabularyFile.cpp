// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/VocabularyFile.h"

#include "core/api/CodecImpl.h"

#include <QCoreApplication>

namespace tabletalk {

using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr int formatVersion = 1;
constexpr size_t lineLength = 100; ///< an entry that fits stays on one line
constexpr size_t mostErrors = 20;

struct VocabularyFile
{
    QString format;
    int version = 0;
    std::vector<Synonym> synonyms;
    std::vector<Metric> metrics;
    std::vector<SchemaPlace> hidden;
    std::vector<JoinPreference> joins;
    std::vector<PlaceDescription> descriptions;
};
BOOST_DESCRIBE_STRUCT(VocabularyFile, (), (format, version, synonyms, metrics, hidden, joins, descriptions))

QString formatName()
{
    return u"tabletalk-vocabulary"_s;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("VocabularyFile", text);
}

/// Without what says nothing: absent fields, empty lists, avoid: false.
json::value trimmed(const json::value &value)
{
    if (const auto *array = value.if_array()) {
        json::array list;
        for (const json::value &item : *array)
            list.push_back(trimmed(item));
        return list;
    }
    const auto *object = value.if_object();
    if (!object)
        return value;
    json::object kept;
    for (const auto &field : *object) {
        json::value inner = trimmed(field.value());
        const bool empty = inner.is_null() || (inner.is_array() && inner.get_array().empty())
                           || (inner.is_bool() && !inner.get_bool());
        if (!empty)
            kept.emplace(field.key(), std::move(inner));
    }
    return kept;
}

void print(const json::value &value, int depth, std::string &out)
{
    const std::string compact = json::serialize(value);
    const std::string indent(size_t(depth) * 2, ' ');
    const bool isList = value.is_array();
    if ((!isList && !value.is_object()) || (depth > 1 && compact.size() + indent.size() <= lineLength)) {
        // One line, with a little air.
        bool inString = false;
        for (size_t i = 0; i < compact.size(); ++i) {
            out += compact[i];
            if (compact[i] == '"' && (i == 0 || compact[i - 1] != '\\' || (i > 1 && compact[i - 2] == '\\')))
                inString = !inString;
            else if (!inString && (compact[i] == ',' || compact[i] == ':'))
                out += ' ';
        }
        return;
    }
    out += isList ? "[" : "{";
    bool first = true;
    const auto next = [&] {
        out += first ? "\n" : ",\n";
        first = false;
        out += indent + "  ";
    };
    if (isList) {
        for (const json::value &item : value.get_array()) {
            next();
            print(item, depth + 1, out);
        }
    } else {
        for (const auto &field : value.get_object()) {
            next();
            out += json::serialize(json::value(field.key())) + ": ";
            print(field.value(), depth + 1, out);
        }
    }
    if (!first)
        out += "\n" + indent;
    out += isList ? "]" : "}";
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// Fields that were written though the format has none of that name. `known` is what was read, written again.
void findUnknownFields(const json::value &written, const json::value &known, const QString &path,
                       std::vector<FieldError> &errors)
{
    if (written.is_array() && known.is_array()) {
        for (size_t i = 0; i < written.get_array().size() && i < known.get_array().size(); ++i)
            findUnknownFields(written.get_array()[i], known.get_array()[i], path + u'[' + QString::number(i) + u']',
                              errors);
        return;
    }
    if (!written.is_object() || !known.is_object())
        return;
    for (const auto &field : written.get_object()) {
        const QString at = path + u'.' + text(field.key());
        if (const auto *same = known.get_object().if_contains(field.key()))
            findUnknownFields(field.value(), *same, at, errors);
        else if (errors.size() < mostErrors)
            errors.push_back({at, tr("is no field of this format")});
    }
}

std::unexpected<Problem> invalid(std::vector<FieldError> errors)
{
    Problem problem = Problem::invalid(errors.front().path, errors.front().message);
    problem.errors = std::move(errors);
    return std::unexpected(std::move(problem));
}

} // namespace

QByteArray writeVocabularyFile(const Vocabulary &vocabulary)
{
    const VocabularyFile file{formatName(),      formatVersion,    vocabulary.synonyms,    vocabulary.metrics,
                              vocabulary.hidden, vocabulary.joins, vocabulary.descriptions};
    std::string out;
    print(trimmed(api::codec::write(file)), 0, out);
    out += '\n';
    return QByteArray::fromStdString(out);
}

Result<Vocabulary> readVocabularyFile(const QByteArray &bytes)
{
    if (bytes.size() > maxVocabularyFileBytes)
        return failure(
            ProblemCode::TooLarge,
            tr("The file has %1 bytes; a vocabulary may have %2.").arg(bytes.size()).arg(maxVocabularyFileBytes));
    std::string_view utf8(bytes.constData(), size_t(bytes.size()));
    if (utf8.starts_with("\xEF\xBB\xBF"))
        utf8.remove_prefix(3);
    const auto written = api::parseJson(utf8, {.maxBytes = size_t(maxVocabularyFileBytes), .maxDepth = 12});
    if (!written)
        return std::unexpected(written.error());
    const auto *object = written->if_object();
    const auto *format = object ? object->if_contains("format") : nullptr;
    if (!format || !format->is_string() || text(format->get_string()) != formatName())
        return invalid({{u"file.format"_s, tr("expected “%1”: this is no vocabulary").arg(formatName())}});
    VocabularyFile file;
    api::codec::Errors errors;
    api::codec::read(*written, file, u"file"_s, errors);
    if (errors.empty() && file.version != formatVersion)
        errors.push_back(
            {u"file.version"_s, tr("expected %1; this file was made by another version").arg(formatVersion)});
    if (errors.empty())
        findUnknownFields(*written, api::codec::write(file), u"file"_s, errors);
    if (!errors.empty())
        return invalid(std::move(errors));
    return Vocabulary{std::move(file.synonyms), std::move(file.metrics), std::move(file.hidden), std::move(file.joins),
                      std::move(file.descriptions)};
}

} // namespace tabletalk
