// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SecretColumns.h"
#include "tests/support/TestRunner.h"

#include <QStringList>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestSecretColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesOfSecretsAreKnown()
    {
        const QStringList names =
            u"password passwd user_password password_hash PasswordHash pwd hashed_password api_key apiKey "
            "secret client_secret access_token refreshToken auth_token token session_token private_key card_number "
            "CreditCardNumber credit_card cvv ssn SSN patient_ssn national_id passport_number social_security_number "
            "otp_secret recovery_code password_salt security_answer passwort"_s.split(u' ');
        for (const QString &name : names)
            QVERIFY2(looksSecret(name), qPrintable(name));
    }

    void whatOnlySoundsLikeASecretIsNone()
    {
        const QStringList names =
            u"name passenger passenger_id pass_rate token_count tokens_used total_tokens prompt_tokens token_type "
            u"password_changed_at "
            "password_expires keyword key_account primary_key card_type card_id secretary secretary_id pin_code salt "
            "hash commit_hash file_hash account_number iban email phone passport_expiry_date license_number security "
            "security_type session session_date compass code access_level api_version number order_number"_s.split(
                u' ');
        for (const QString &name : names)
            QVERIFY2(!looksSecret(name), qPrintable(name));
    }

    void valuesThatAreSecretsAreKnown()
    {
        const QStringList values = {u"$2b$12$KIXQ4S1zJ0m8fJ8v2Q1eUuQzq1"_s,
                                    u"$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ"_s,
                                    u"sk_live_4eC39HqLyjWDarjtT1zdp7dc"_s,
                                    u"AKIAIOSFODNN7EXAMPLE"_s,
                                    u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"_s,
                                    u"-----BEGIN PRIVATE KEY-----"_s,
                                    u"4111 1111 1111 1111"_s,
                                    u"5500005555555559"_s};
        for (const QString &value : values)
            QVERIFY2(looksSecretValue(value), qPrintable(value));
    }

    void ordinaryValuesAreNone()
    {
        const QStringList values = {u"Ada Park"_s,
                                    u"2026-06-30"_s,
                                    u"4111111111111112"_s,
                                    u"1767225600000"_s,
                                    u"DE89370400440532013000"_s,
                                    u"AKIA"_s,
                                    u"ASIA PACIFIC AREA"_s,
                                    u"$12.50"_s,
                                    u"eyJ"_s,
                                    u""_s,
                                    u"9781234567897"_s};
        for (const QString &value : values)
            QVERIFY2(!looksSecretValue(value), qPrintable(value));
    }
};

static const bool registered = tabletalk::test::add<TestSecretColumns>();
#include "tst_SecretColumns.moc"
