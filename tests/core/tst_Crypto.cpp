// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/AesGcm.h"
#include "core/crypto/Hash.h"
#include "core/crypto/PasswordHash.h"
#include "core/crypto/RandomToken.h"
#include "core/crypto/Secret.h"
#include "core/crypto/SelfTest.h"
#include "tests/support/TestRunner.h"

#include <QSet>
#include <QTest>

#include <type_traits>

using namespace tabletalk;

class TestCrypto : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLibraryGivesTheKnownAnswers() { QVERIFY(crypto::selfTest().has_value()); }

    void anEnvelopeOpensOnlyWithItsKeyAndItsAssociatedData()
    {
        const QByteArray key = crypto::randomBytes(crypto::aesKeyBytes);
        const QByteArray envelope = crypto::seal(key, "tenant/row", "postgresql://u:p@h/db");
        QCOMPARE(*crypto::open(key, "tenant/row", envelope), QByteArray("postgresql://u:p@h/db"));
        QVERIFY(!crypto::open(key, "tenant/other", envelope));
        QVERIFY(!crypto::open(crypto::randomBytes(crypto::aesKeyBytes), "tenant/row", envelope));
    }

    void everyChangedByteOfAnEnvelopeIsNoticed()
    {
        const QByteArray key = crypto::randomBytes(crypto::aesKeyBytes);
        const QByteArray envelope = crypto::seal(key, "row", "text");
        for (qsizetype i = 0; i < envelope.size(); ++i) {
            QByteArray changed = envelope;
            changed[i] = static_cast<char>(changed[i] ^ 0x40);
            QVERIFY2(!crypto::open(key, "row", changed), qPrintable(QString::number(i)));
        }
        for (qsizetype length = 0; length < envelope.size(); ++length)
            QVERIFY(!crypto::open(key, "row", envelope.first(length)));
    }

    void theSameTextNeverSealsTwiceToTheSameBytes()
    {
        const QByteArray key = crypto::randomBytes(crypto::aesKeyBytes);
        QVERIFY(crypto::seal(key, "row", "text") != crypto::seal(key, "row", "text"));
    }

    void sealingNeedsAWholeKey() { QVERIFY_THROWS_EXCEPTION(Problem, crypto::seal("short", "row", "text")); }

    void aPasswordIsRecognisedByItsHashAlone()
    {
        const QString hash = crypto::hashPassword(QStringLiteral("correct horse"));
        QVERIFY(hash.startsWith(QStringLiteral("$scrypt$ln=15,r=8,p=1$")));
        QVERIFY(!hash.contains(QStringLiteral("correct")));
        QVERIFY(crypto::verifyPassword(QStringLiteral("correct horse"), hash));
        QVERIFY(!crypto::verifyPassword(QStringLiteral("correct horsE"), hash));
        QVERIFY(hash != crypto::hashPassword(QStringLiteral("correct horse")));
        QVERIFY(!crypto::verifyNoPassword(QString()));
    }

    void accentsCountAlikeHoweverTheyAreTyped()
    {
        const QString hash = crypto::hashPassword(QStringLiteral("caf\u00e9 au lait"));
        QVERIFY(crypto::verifyPassword(QStringLiteral("cafe\u0301 au lait"), hash));
    }

    void damagedHashesNeverMatchAndNeverCostMuch()
    {
        const QStringList damaged = {QString(), QStringLiteral("plain"),
                                     QStringLiteral("$scrypt$ln=63,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"),
                                     QStringLiteral("$scrypt$ln=15,r=8$AAAAAAAAAAAAAAAAAAAAAA$AAAA"),
                                     QStringLiteral("$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA")};
        for (const QString &hash : damaged)
            QVERIFY(!crypto::verifyPassword(QString(), hash));
    }

    void tokensAreLongUrlSafeAndNeverRepeat()
    {
        QSet<QString> seen;
        for (int i = 0; i < 1000; ++i) {
            const QString token = crypto::randomToken();
            QCOMPARE(token.size(), 43);
            for (const QChar c : token)
                QVERIFY(c.isLetterOrNumber() || c == u'-' || c == u'_');
            seen.insert(token);
        }
        QCOMPARE(seen.size(), 1000);
    }

    void comparisonSeesEveryByte()
    {
        QVERIFY(crypto::equalInConstantTime("same", "same"));
        QVERIFY(!crypto::equalInConstantTime("same", "sama"));
        QVERIFY(!crypto::equalInConstantTime("same", "sameness"));
        QVERIFY(crypto::equalInConstantTime("", ""));
    }

    void aSecretMovesAndCannotBeCopied()
    {
        static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
        Secret first(QByteArray("key"));
        const Secret second = std::move(first);
        QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): that is the promise
        QCOMPARE(second.reveal(), QByteArrayView("key"));
    }
};

static const bool registered = tabletalk::test::add<TestCrypto>();
#include "tst_Crypto.moc"
