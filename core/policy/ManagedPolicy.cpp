// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/ManagedPolicy.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>
#include <map>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 2'000;

/// Reads one setting: its value, and what is to be said where it is none.
class Reader
{
public:
    Reader(const QVariantMap &values, ManagedPolicy &policy)
        : m_values(values)
        , m_policy(policy)
    {}

    template <class T, class Convert>
    void read(const QString &key, Managed<T> &setting, const T &strictest, const QString &expected, Convert convert)
    {
        const auto found = m_values.constFind(key);
        if (found == m_values.constEnd())
            return;
        setting.locked = true;
        QVariant value = *found;
        if (value.typeId() == QMetaType::QVariantMap) {
            const QVariantMap parts = value.toMap();
            value = parts.value(u"value"_s);
            for (auto part = parts.begin(); part != parts.end(); ++part) {
                if (part.key() != u"value" && part.key() != u"locked")
                    m_policy.errors.push_back(
                        {key + u'.' + part.key(),
                         QCoreApplication::translate("ManagedPolicy", "This is not known here.")});
            }
            if (parts.contains(u"locked"_s)) {
                const std::optional<bool> locked = flag(parts.value(u"locked"_s));
                setting.locked = locked.value_or(true);
                if (!locked)
                    m_policy.errors.push_back(
                        {key + u".locked"_s, QCoreApplication::translate("ManagedPolicy", "Expected true or false.")});
            }
        }
        setting.value = convert(value);
        if (setting.value)
            return;
        setting.value = strictest;
        setting.locked = true;
        m_policy.errors.push_back({key, expected});
    }

    /// true and false; of the registry, which knows neither, 1 and 0.
    static std::optional<bool> flag(const QVariant &value)
    {
        if (value.typeId() == QMetaType::Bool)
            return value.toBool();
        const bool isNumber = value.typeId() == QMetaType::Int || value.typeId() == QMetaType::UInt
                              || value.typeId() == QMetaType::LongLong || value.typeId() == QMetaType::ULongLong;
        if (isNumber && (value.toLongLong() == 0 || value.toLongLong() == 1))
            return value.toLongLong() == 1;
        return std::nullopt;
    }

    static std::optional<QString> text(const QVariant &value)
    {
        const QString read = value.typeId() == QMetaType::QString ? value.toString().trimmed() : QString();
        return read.isEmpty() || read.size() > longestText ? std::nullopt : std::optional(read);
    }

    static std::optional<SignInMethod> method(const QVariant &value)
    {
        const QString read = value.typeId() == QMetaType::QString ? value.toString() : QString();
        if (read == u"any")
            return SignInMethod::Any;
        if (read == u"password")
            return SignInMethod::Password;
        return read == u"sso" ? std::optional(SignInMethod::SingleSignOn) : std::nullopt;
    }

private:
    const QVariantMap &m_values;
    ManagedPolicy &m_policy;
};

const QStringList &knownKeys()
{
    static const QStringList keys{u"serverUrl"_s,   u"caFile"_s,         u"signInMethod"_s,        u"airGap"_s,
                                  u"updateCheck"_s, u"allowOwnServer"_s, u"trustNewCertificates"_s};
    return keys;
}

} // namespace

ManagedPolicy readPolicy(const QVariantMap &values, const QString &source)
{
    ManagedPolicy policy;
    policy.source = source;
    Reader reader(values, policy);
    const QString text = QCoreApplication::translate("ManagedPolicy", "Expected a text.");
    const QString flag = QCoreApplication::translate("ManagedPolicy", "Expected true or false.");
    reader.read(u"serverUrl"_s, policy.serverUrl, QString(), text, Reader::text);
    reader.read(u"caFile"_s, policy.caFile, QString(), text, Reader::text);
    reader.read(u"signInMethod"_s, policy.signInMethod, SignInMethod::None,
                QCoreApplication::translate("ManagedPolicy", "Expected \"password\", \"sso\" or \"any\"."),
                Reader::method);
    reader.read(u"airGap"_s, policy.airGap, true, flag, Reader::flag);
    reader.read(u"updateCheck"_s, policy.updateCheck, false, flag, Reader::flag);
    reader.read(u"allowOwnServer"_s, policy.allowOwnServer, false, flag, Reader::flag);
    reader.read(u"trustNewCertificates"_s, policy.trustNewCertificates, false, flag, Reader::flag);
    for (auto each = values.begin(); each != values.end(); ++each) {
        if (!knownKeys().contains(each.key()))
            policy.errors.push_back(
                {each.key(), QCoreApplication::translate("ManagedPolicy", "This is not known here.")});
    }
    return policy;
}

ManagedPolicy readPolicy(const QByteArray &json, const QString &source)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return strictestPolicy(source, QCoreApplication::translate("ManagedPolicy", "It is no JSON: %1 at byte %2.")
                                           .arg(error.errorString())
                                           .arg(error.offset));
    if (!document.isObject())
        return strictestPolicy(source, QCoreApplication::translate("ManagedPolicy", "It is no JSON object."));
    QVariantMap values;
    const QJsonObject object = document.object();
    for (auto each = object.begin(); each != object.end(); ++each) {
        // A number is no flag here: JSON has true and false.
        values[each.key()] = each->isDouble() ? QVariant() : each->toVariant();
    }
    return readPolicy(values, source);
}

ManagedPolicy strictestPolicy(const QString &source, const QString &why)
{
    ManagedPolicy policy;
    policy.source = source;
    policy.serverUrl = {QString(), true};
    policy.caFile = {QString(), true};
    policy.signInMethod = {SignInMethod::None, true};
    policy.airGap = {true, true};
    policy.updateCheck = {false, true};
    policy.allowOwnServer = {false, true};
    policy.trustNewCertificates = {false, true};
    policy.errors = {{QString(), why}};
    return policy;
}

std::optional<Problem> ManagedPolicy::problem() const
{
    if (errors.empty())
        return std::nullopt;
    QStringList reasons; // of all of it; those of a key are named with it
    std::vector<FieldError> fields;
    for (const FieldError &error : errors) {
        if (error.path.isEmpty())
            reasons.append(error.message);
        else
            fields.push_back(error);
    }
    Problem problem = Problem::of(
        ProblemCode::Forbidden,
        QString(QCoreApplication::translate("ManagedPolicy",
                                            "What your organisation set for this computer in %1 could not be read.")
                    .arg(source)
                + (reasons.isEmpty() ? QString() : QString(u' ' + reasons.join(u' ')))),
        QCoreApplication::translate(
            "ManagedPolicy",
            "Until whoever administers this computer mends it, the strictest holds for what could not be read."));
    problem.title = QCoreApplication::translate("ManagedPolicy", "Managed settings are faulty");
    problem.errors = std::move(fields);
    return problem;
}

} // namespace tabletalk
