// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnRoles.h"
#include "core/schema/KeyInference.h"
#include "core/schema/OrganisationKind.h"
#include "tests/support/TestRunner.h"
#include "tests/understanding/Labels.h"
#include "tests/understanding/ReadDatabase.h"

#include <QMap>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// Of how many, how many were right; in the half for tuning and in the other.
struct Counts
{
    int right[2] = {0, 0};
    int all[2] = {0, 0};

    void count(bool tuned, bool isRight)
    {
        right[tuned] += isRight;
        ++all[tuned];
    }
    double share(bool tuned) const { return double(right[tuned]) / std::max(all[tuned], 1); }
};

} // namespace

/// What is found in real databases, against what was labelled by hand.
class TestRoleLabels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (tuningFolder().isEmpty())
            QSKIP("The tuning databases are not here; set TABLETALK_TUNING_DATABASES to their folder.");
        for (const QString &path : databasesIn(tuningFolder())) {
            Result<Understanding> read = readDatabase(path);
            QVERIFY2(read.has_value(), qPrintable(path));
            assignColumnRoles(read->schema);
            inferForeignKeys(read->schema, read->values);
            assignColumnRoles(read->schema);
            m_schemas.insert(databaseName(path), std::move(read->schema));
        }
    }

    void rolesAgreeWithTheLabels()
    {
        Counts counts;
        for (const auto &[name, labels] : columnLabels().asKeyValueRange()) {
            const Schema schema = m_schemas.value(name);
            for (const ColumnLabel &label : labels) {
                const Table *table = schema.table(QString(), label.table);
                const Column *column = table ? table->column(label.column) : nullptr;
                QVERIFY2(column, qPrintable(QString(name + u' ' + label.table + u'.' + label.column)));
                counts.count(isForTuning(name), column->role == label.role);
            }
        }
        QVERIFY(counts.all[0] + counts.all[1] >= 150);
        for (const bool tuned : {true, false}) {
            qInfo("%s half: %d of %d", tuned ? "tuned" : "other", counts.right[tuned], counts.all[tuned]);
            QVERIFY(counts.share(tuned) >= 0.90);
        }
    }

    void kindsAgreeWithTheLabels()
    {
        Counts counts;
        int claimed = 0;
        int claimedRightly = 0;
        for (const auto &[name, label] : kindLabels().asKeyValueRange()) {
            QVERIFY2(m_schemas.contains(name), qPrintable(name));
            const OrganisationKind found = detectOrganisationKind(m_schemas.value(name));
            counts.count(isForTuning(name), found.kind == label);
            claimed += found.kind != u"general";
            claimedRightly += found.kind != u"general" && found.kind == label;
            QVERIFY(!found.evidence.empty());
        }
        qInfo("%d of %d claimed kinds are right", claimedRightly, claimed);
        QVERIFY2(claimedRightly * 100 >= claimed * 93, "a kind is claimed on thin evidence");
        for (const bool tuned : {true, false}) {
            qInfo("%s half: %d of %d", tuned ? "tuned" : "other", counts.right[tuned], counts.all[tuned]);
            QVERIFY(counts.share(tuned) >= 0.75);
        }
    }

private:
    QMap<QString, Schema> m_schemas;
};

static const bool registered = tabletalk::test::add<TestRoleLabels>();
#include "tst_RoleLabels.moc"
