// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/OrganisationKind.h"
#include "tests/support/TestRunner.h"

#include <QStringList>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

static Schema schemaOf(const QString &tables, const QString &columns = u"id name"_s)
{
    Schema schema;
    for (const QString &name : tables.split(u' ')) {
        Table table;
        table.name = name;
        for (const QString &columnName : columns.split(u' ')) {
            Column column;
            column.name = columnName;
            table.columns.push_back(column);
        }
        schema.tables.push_back(table);
    }
    return schema;
}

class TestOrganisationKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTablesTellTheKind_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("tables");
        QTest::newRow("university")
            << u"university"_s << u"campuses departments instructors programs students courses enrollments semesters"_s;
        QTest::newRow("school") << u"school"_s << u"pupils teachers classes homework guardians report_cards"_s;
        QTest::newRow("hospital") << u"hospital"_s << u"Patient Physician Admission Ward Prescription"_s;
        QTest::newRow("retail") << u"retail"_s << u"stores customers orders order_items products promotions"_s;
        QTest::newRow("factory") << u"factory"_s << u"plants production_lines machines work_orders products defects"_s;
        QTest::newRow("finance") << u"finance"_s << u"accounts transactions loans branches customers credit_cards"_s;
        QTest::newRow("insurance") << u"insurance"_s << u"policies claims policyholders premiums"_s;
        QTest::newRow("logistics") << u"logistics"_s
                                   << u"shipments warehouses carriers freight_rates deliveries trucks"_s;
        QTest::newRow("hotel") << u"hospitality"_s << u"hotels guests reservations rooms room_types"_s;
        QTest::newRow("airline") << u"transport"_s << u"flights airports aircraft passengers tickets"_s;
        QTest::newRow("doors") << u"access control"_s << u"badges doors access_logs visitors access_levels zones"_s;
        QTest::newRow("music") << u"media"_s << u"albums artists tracks playlists genres"_s;
        QTest::newRow("city hall") << u"government"_s << u"citizens permits elections districts city_council"_s;
    }

    void theTablesTellTheKind()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, tables);
        const OrganisationKind found = detectOrganisationKind(schemaOf(tables));
        QCOMPARE(found.kind, kind);
        QVERIFY2(found.confidence > 0.5, qPrintable(QString::number(found.confidence)));
        QVERIFY(!found.evidence.empty());
        QVERIFY(found.evidence.front().contains(u"Tables named"));
    }

    void theKindIsToldInOtherLanguages_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("tables");
        QTest::newRow("German university") << u"university"_s << u"studierende dozenten vorlesungen pruefungen"_s;
        QTest::newRow("German shop") << u"retail"_s << u"kunden bestellungen artikel filialen rechnungen"_s;
        QTest::newRow("German hospital") << u"hospital"_s << u"patienten aerzte behandlungen medikamente"_s;
        QTest::newRow("German factory") << u"factory"_s << u"maschinen fertigungsaufträge stückliste wartung"_s;
        QTest::newRow("German school") << u"school"_s << u"schüler lehrer klassen noten eltern"_s;
        QTest::newRow("Spanish hospital") << u"hospital"_s << u"pacientes medicos citas tratamientos"_s;
        QTest::newRow("Spanish shop") << u"retail"_s << u"clientes pedidos productos tiendas ventas"_s;
        QTest::newRow("Spanish university") << u"university"_s << u"estudiantes profesores asignaturas facultades"_s;
        QTest::newRow("French shop") << u"retail"_s << u"clients commandes produits magasins"_s;
        QTest::newRow("French hospital") << u"hospital"_s << u"patients médecins ordonnances infirmiers"_s;
        QTest::newRow("French insurance") << u"insurance"_s << u"assurés sinistres polices"_s;
    }

    void theKindIsToldInOtherLanguages()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, tables);
        QCOMPARE(detectOrganisationKind(schemaOf(tables, u"id"_s)).kind, kind);
    }

    void aSmallDatabaseNeedsHalfOfItsTables()
    {
        QCOMPARE(detectOrganisationKind(schemaOf(u"gymnast people"_s)).kind, u"sports"_s);
        QCOMPARE(detectOrganisationKind(schemaOf(u"gymnast people places things"_s)).kind, u"general"_s);
    }

    void theEvidenceSaysHowManyTablesSpeakOfIt()
    {
        const OrganisationKind found = detectOrganisationKind(schemaOf(u"hotels guests reservations notes"_s));
        QVERIFY2(found.evidence.front().contains(u"(3 of 4 tables)"), qPrintable(found.evidence.front()));
    }

    void thinEvidenceIsGeneral_data()
    {
        QTest::addColumn<QString>("tables");
        QTest::newRow("nothing known") << u"t1 t2 foo bar"_s;
        QTest::newRow("what everybody has") << u"users settings logs items notes"_s;
        QTest::newRow("a single word") << u"patients x y z"_s;
        QTest::newRow("names and dates") << u"person contact calendar task"_s;
    }

    void thinEvidenceIsGeneral()
    {
        QFETCH(const QString, tables);
        const OrganisationKind found = detectOrganisationKind(schemaOf(tables));
        QCOMPARE(found.kind, u"general"_s);
        QVERIFY(!found.evidence.empty());
    }

    void columnsAloneDoNotDecide()
    {
        QCOMPARE(detectOrganisationKind(schemaOf(u"a b"_s, u"patient doctor ward diagnosis nurse"_s)).kind,
                 u"general"_s);
    }

    void anEmptySchemaIsGeneral()
    {
        QCOMPARE(detectOrganisationKind({}).kind, u"general"_s);
        QCOMPARE(detectOrganisationKind({}).confidence, 0.0);
    }
};

static const bool registered = tabletalk::test::add<TestOrganisationKind>();
#include "tst_OrganisationKind.moc"
