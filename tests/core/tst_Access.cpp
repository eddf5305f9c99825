// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/Access.h"
#include "core/access/MembershipRules.h"
#include "tests/support/Golden.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

/// How an override stands to a permission.
enum class Override { None, Allowed, Denied, Both };
constexpr std::array overrides = {Override::None, Override::Allowed, Override::Denied, Override::Both};

Grants grantsOf(Role role, Permission permission, Override override)
{
    Grants grants;
    grants.role = role;
    if (override == Override::Allowed || override == Override::Both)
        grants.allowed.insert(permission);
    if (override == Override::Denied || override == Override::Both)
        grants.denied.insert(permission);
    return grants;
}

std::vector<Relation> allRelations()
{
    std::vector<Relation> relations;
    for (int bits = 0; bits < 8; ++bits)
        relations.push_back({.owns = (bits & 1) != 0, .inTeam = (bits & 2) != 0, .named = (bits & 4) != 0});
    return relations;
}

PermissionSet everything()
{
    PermissionSet set;
    for (const Permission permission : allPermissions())
        set.insert(permission);
    return set;
}

QString row(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString heading(const QStringList &cells)
{
    return row(cells) + row(QStringList(cells.size(), u"---"_s));
}

QString yes(bool allowed)
{
    return allowed ? u"yes"_s : u"–"_s;
}

QString rolesTable()
{
    QStringList head{u"permission"_s};
    for (const Role role : allRoles())
        head << roleName(role);
    QString text = heading(head);
    for (const Permission permission : allPermissions()) {
        QStringList cells{u'`' + permissionName(permission) + u'`'};
        for (const Role role : allRoles())
            cells << yes(allows(Grants{role, {}, {}}, permission));
        text += row(cells);
    }
    return text;
}

QString overridesTable()
{
    QString text = heading({u"the role holds it"_s, u"allowed to the member"_s, u"denied to the member"_s, u"may"_s,
                            u"the rule that decides"_s});
    for (const Role role : {Role::Owner, Role::Guest}) {
        for (const Override override : overrides) {
            const Permission permission = Permission::CloseOrganization;
            const Grants grants = grantsOf(role, permission, override);
            const AccessDecision decision =
                decide({.grants = grants, .permission = permission, .visibility = {}, .relation = {}});
            text += row({yes(role == Role::Owner), yes(grants.allowed.contains(permission)),
                         yes(grants.denied.contains(permission)), yes(decision.allowed),
                         u'`' + accessRuleName(decision.rule) + u'`'});
        }
    }
    return text;
}

QString visibilityTable()
{
    struct Person
    {
        QString words;
        Role role;
        Relation relation;
    };
    const std::vector<Person> people = {{u"whoever made it"_s, Role::Member, {.owns = true}},
                                        {u"member of a team it is shown to"_s, Role::Member, {.inTeam = true}},
                                        {u"person it is shown to by name"_s, Role::Member, {.named = true}},
                                        {u"any other member"_s, Role::Member, {}},
                                        {u"owner of the organisation"_s, Role::Owner, {}},
                                        {u"guest"_s, Role::Guest, {}}};
    QStringList head{u"who"_s};
    for (const Visibility visibility : allVisibilities())
        head << u'`' + visibilityName(visibility) + u'`';
    QString text = heading(head);
    for (const Person &person : people) {
        QStringList cells{person.words};
        for (const Visibility visibility : allVisibilities()) {
            AccessQuestion question{.grants = {person.role, {Permission::Ask}, {}},
                                    .permission = Permission::Ask,
                                    .visibility = visibility,
                                    .relation = person.relation};
            const bool sees = decide(question).allowed;
            question.action = Action::Change;
            cells << (decide(question).allowed ? u"sees and changes"_s : sees ? u"sees"_s : u"–"_s);
        }
        text += row(cells);
    }
    return text;
}

QString membersTable()
{
    QStringList head{u"who acts"_s};
    for (const Role role : allRoles())
        head << u"on "_s + roleName(role);
    QString text = heading(head);
    for (const Role actor : allRoles()) {
        QStringList cells{roleName(actor)};
        for (const Role member : allRoles()) {
            const bool acts = mayActOn(actor, member);
            const bool gives = mayGive({actor, {}, {}}, member);
            cells << (acts && gives ? u"acts, gives"_s : acts ? u"acts"_s : gives ? u"gives"_s : u"–"_s);
        }
        text += row(cells);
    }
    return text;
}

QString document()
{
    return u"# Who may do what\n\n"
           "Generated from `core/access` by `core.Access`, which fails when this page is not what the program does. "
           "`TABLETALK_REBASELINE=1` writes it anew.\n\n"
           "## What a role holds\n\n"_s
           + rolesTable()
           + u"\n## What overrides change\n\n"
             "An administrator may allow and deny single permissions to a member. Denying wins.\n\n"_s
           + overridesTable()
           + u"\n## Who sees what somebody made\n\n"
             "For people who hold the permission of the operation; without it nothing is seen. Private is private: "
             "the owners of an organisation see it as little as anybody. Nothing is ever seen from another "
             "organisation.\n\n"_s
           + visibilityTable()
           + u"\n## Who manages whom\n\n"
             "For people who hold `members.manage` (to act) and `members.manage` or `members.invite` (to give a "
             "role). Besides: nobody gives a permission that they do not hold, by way of a role neither; nobody "
             "changes their own overrides; the last owner can be neither removed nor given another role.\n\n"_s
           + membersTable();
}

} // namespace

class TestAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overridesAddToTheRoleAndDenyingWins()
    {
        for (const Role role : allRoles()) {
            for (const Permission permission : allPermissions()) {
                const bool held = static_cast<int>(role) <= static_cast<int>(leastRoleFor(permission));
                for (const Override override : overrides) {
                    const bool denied = override == Override::Denied || override == Override::Both;
                    const bool expected = !denied && (held || override == Override::Allowed);
                    QCOMPARE(allows(grantsOf(role, permission, override), permission), expected);
                }
            }
        }
    }

    void anOverrideSaysNothingOfOtherPermissions()
    {
        for (const Role role : allRoles()) {
            for (const Permission about : allPermissions()) {
                for (const Permission other : allPermissions()) {
                    if (other != about)
                        QCOMPARE(allows(grantsOf(role, about, Override::Both), other), allows(role, other));
                }
            }
        }
    }

    /// All roles, visibilities, relations and actions, against the sentences of the product.
    void visibilityIsDecidedAsThePageSays()
    {
        for (const Role role : allRoles()) {
            for (const Visibility visibility : allVisibilities()) {
                for (const Relation &relation : allRelations()) {
                    const std::array<bool, 5> shown = {false, relation.inTeam, role != Role::Guest, true,
                                                       relation.named};
                    const bool sees = relation.owns || shown[static_cast<size_t>(visibility)];
                    AccessQuestion question{.grants = {role, {Permission::Ask}, {}},
                                            .permission = Permission::Ask,
                                            .visibility = visibility,
                                            .relation = relation};
                    QCOMPARE(decide(question).allowed, sees);
                    question.action = Action::Change;
                    QCOMPARE(decide(question).allowed, relation.owns);
                    question.grants.denied.insert(Permission::Ask);
                    QCOMPARE(decide(question), (AccessDecision{false, AccessRule::DeniedToMember}));
                }
            }
        }
    }

    void strongerRolesHoldWhateverWeakerOnesDo()
    {
        for (size_t i = 1; i < allRoles().size(); ++i) {
            for (const Permission permission : allPermissions())
                QVERIFY(!allows(allRoles()[i], permission) || allows(allRoles()[i - 1], permission));
        }
    }

    /// Every actor, member, new role and number of owners.
    void nobodyRaisesAnybodyAboveThemselvesOrTouchesWhoIsAbove()
    {
        for (const Role actor : allRoles()) {
            for (const Role member : allRoles()) {
                for (const Role next : allRoles()) {
                    for (const int owners : {1, 2}) {
                        const MembershipChange change{.actor = {actor, {}, {}},
                                                      .member = {member, {}, {}},
                                                      .owners = owners,
                                                      .role = next,
                                                      .allowed = {},
                                                      .denied = {}};
                        const bool lastOwnerGoes = member == Role::Owner && next != Role::Owner && owners == 1;
                        const bool expected = actor <= member && actor <= next && !lastOwnerGoes;
                        QCOMPARE(!refusalOf(change).has_value(), expected);
                    }
                }
            }
        }
    }

    void theLastOwnerStays()
    {
        MembershipChange change{
            .actor = {Role::Owner, {}, {}}, .member = {Role::Owner, {}, {}}, .role = {}, .allowed = {}, .denied = {}};
        change.removes = true;
        for (const bool isSelf : {false, true}) {
            change.isSelf = isSelf;
            change.owners = 1;
            QVERIFY(refusalOf(change) == MembershipRefusal::LastOwner);
            change.owners = 2;
            QVERIFY(!refusalOf(change));
        }
    }

    void nobodyGivesWhatTheyDoNotHold()
    {
        for (const Role actor : allRoles()) {
            for (const Permission permission : allPermissions()) {
                for (const Override own : overrides) {
                    const Grants grants = grantsOf(actor, permission, own);
                    MembershipChange gives{.actor = grants,
                                           .member = {Role::Guest, {}, {}},
                                           .role = {},
                                           .allowed = PermissionSet{permission},
                                           .denied = {}};
                    QCOMPARE(!refusalOf(gives).has_value(), allows(grants, permission));
                    // Taking a denial back gives as well.
                    MembershipChange restores{.actor = grants,
                                              .member = {Role::Guest, {}, {permission}},
                                              .role = {},
                                              .allowed = {},
                                              .denied = PermissionSet{}};
                    QCOMPARE(!refusalOf(restores).has_value(), allows(grants, permission));
                    // Denying takes away, which needs nothing.
                    MembershipChange denies = gives;
                    denies.allowed = {};
                    denies.denied = PermissionSet{permission};
                    QVERIFY(!refusalOf(denies));
                }
            }
        }
    }

    void aRoleDoesNotCarryWhatItsGiverWasDenied()
    {
        const Grants admin{Role::Admin, {}, {Permission::ManageApiKeys}};
        QVERIFY(!mayGive(admin, Role::Admin));
        QVERIFY(mayGive(admin, Role::Manager));
        MembershipChange change{
            .actor = admin, .member = {Role::Manager, {}, {}}, .role = Role::Admin, .allowed = {}, .denied = {}};
        QVERIFY(refusalOf(change) == MembershipRefusal::NotHeld);
    }

    void nobodyChangesTheirOwnOverrides()
    {
        MembershipChange change{.actor = {Role::Owner, {}, {}},
                                .member = {Role::Owner, {}, {}},
                                .isSelf = true,
                                .owners = 2,
                                .role = {},
                                .allowed = PermissionSet{Permission::Ask},
                                .denied = {}};
        QVERIFY(refusalOf(change) == MembershipRefusal::OwnPermissions);
        change.allowed.reset();
        change.role = Role::Viewer;
        QVERIFY(!refusalOf(change));
    }

    void permissionsAndVisibilitiesKeepTheirNames()
    {
        QCOMPARE(PermissionSet::fromText(everything().toText()), everything());
        QCOMPARE(PermissionSet::fromText(u"chat.ask nonsense  chat.run"),
                 (PermissionSet{Permission::Ask, Permission::RunStatements}));
        QVERIFY(PermissionSet::fromText(u"").isEmpty());
        for (const Visibility visibility : allVisibilities())
            QVERIFY(visibilityFromName(visibilityName(visibility)) == visibility);
        QVERIFY(!visibilityFromName(u"everybody"));
        for (const Permission permission : allPermissions())
            QVERIFY(permissionFromName(permissionName(permission)) == permission);
        QSet<QString> rules;
        for (int rule = 0; rule <= int(AccessRule::NotOneOwned); ++rule)
            rules.insert(accessRuleName(AccessRule(rule)));
        QCOMPARE(rules.size(), int(AccessRule::NotOneOwned) + 1);
    }

    void thePageSaysWhatTheProgramDoes() { tabletalk::test::compareWithFile(u"docs/access.md"_s, document()); }
};

static const bool registered = tabletalk::test::add<TestAccess>();
#include "tst_Access.moc"
